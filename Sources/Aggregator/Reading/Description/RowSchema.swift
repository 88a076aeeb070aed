/// The keys of a list's rows, each of which is in every row.
///
/// Written as `name:type`, a question mark after it where the value may be null: `s` text, `i` whole number, `n` number,
/// `b` true or false, `t` moment (RFC 3339), `c` counts by word, `l` list of texts, `a` area, `f` funders. A test holds the rows that are
/// answered against them.
struct RowSchema: Sendable {
    let name: String
    private let keys: String

    init(of endpoint: ReadingEndpoint) {
        switch endpoint {
        case .schools:
            name = "School"
            keys = """
                id:s giga_id:s? name:s name_kk:s? name_ru:s? name_en:s? area:a type:s supported_by:s? latitude:n? longitude:n? \
                pupils:i? rural:b? grades:s? shifts:i? managing_body:s? settlement:s? settlement_level:s? electricity:s? \
                education_level:s? opened_on:s? closed_on:s? made_up:b computers:i computers_live:i devices:i last_report:t? last_download_mbps:n? \
                last_upload_mbps:n?
                """
        case .places:
            name = "Place"
            keys = "school:s school_name:s area:a type:s rural:b? latitude:n? longitude:n? made_up:b"
        case .rooms:
            name = "Room"
            keys = """
                school:s school_name:s room:s? kind:s? seats:i? computers:i live:i devices:i
                """
        case .computers:
            name = "Computer"
            keys = """
                agent:s? source:s school:s school_name:s room:s? label:s? vendor:s? model:s? chassis:s? cpu:s? cpu_count:i? \
                memory_mib:i? os:s? kernel:s? architecture:s? agent_version:s? pedagogical:b purchased_on:s? firmware_on:s? \
                devices:i scanned_at:t? last_report:t? live:b succeeds:s?
                """
        case .devices:
            name = "Device"
            keys = """
                id:s school:s school_name:s room:s? agent:s label:s? category:s confidence:s rule:s bus:s vendor_id:s? \
                product_id:s? vendor:s? product:s? serial:s? port:s? driver:s? pedagogical:b external:b? attached:b \
                first_seen:t last_seen:t days_seen:i minutes:i computers:i serial_doubtful:b
                """
        case .assets:
            name = "Asset"
            keys = """
                school:s school_name:s inventory_number:s category:s room:s? vendor:s? model:s? serial:s? purchased_on:s? \
                price:n? currency:s? contract:s? funders:f programme:s? state:s state_since:s state_document:s? presence:s \
                last_seen:s? agent:s? seen_in_room:s? seen_again:b
                """
        case .stock:
            name = "Stock"
            keys = """
                school:s school_name:s area:a room:s? category:s low:i high:i verified:i registered:i not_seen:i no_data:i \
                out_of_order:i seen_again:i coverage:n? day:s
                """
        case .coverage:
            name = "Coverage"
            keys = """
                school:s? school_name:s? area:a schools:i schools_without_computers:i computers:i registered:i agents:i live:i \
                share:n? days_possible:i days_run:i run_share:n? day:s missing:l
                """
        case .lines:
            name = "Line"
            keys = """
                school:s school_name:s line:s? pupils:i? tests:i failed_tests:i latency_tests:i mlab_tests:i \
                tests_left_out:c tests_summarised:i? days:i download_mbps:n? upload_mbps:n? download_at_least_mbps:n? \
                upload_at_least_mbps:n? download_low_mbps:n? download_high_mbps:n? download_p20_mbps:n? upload_p20_mbps:n? \
                residual_download_mbps:n? residual_upload_mbps:n? capacity_download_mbps:n? capacity_upload_mbps:n? \
                lan_mbps:n? mlab_download_mbps:n? last_download_mbps:n? last_upload_mbps:n? idle_latency_ms:n? \
                loaded_latency_ms:n? gateway_idle_ms:n? gateway_loaded_ms:n? last_test_at:t? time_estimated:b \
                slots_planned:i? slots_run:i? skipped_for_traffic:i? norm:s norm_mbps:n meets_norm:b? norm_basis:s verdict:s \
                cause:s remedy:s? remedy_basis:s? provider:s? medium:s? contracted_download_mbps:n? \
                contracted_upload_mbps:n? contract_met:b? contract_basis:s giga_class:s norm_share_low:n? \
                norm_share_high:n? residual_p20_mbps:n? residual_low_mbps:n? residual_p20_low_mbps:n? skipped_share:n? \
                uptime_low:n? uptime_high:n? uptime_observed:n? silent_days:i? watched_days:i?
                """
        case .slots:
            name = "Slots"
            keys = "school:s school_name:s? line:s? slots_planned:i slots_run:i slots_skipped:c slots_dropped:i"
        case .gateways:
            name = "Gateway"
            keys = "school:s line:s gateway:s? confirmed_by:s? agent:s? confirmed_at:t? opened_by:s? heard_at:t?"
        case .platforms:
            name = "Platform"
            keys = """
                school:s school_name:s platform:s host:s tests:i reached:i reached_share:n name_ms:n? connect_ms:n? tls_ms:n? \
                first_byte_ms:n? last_problem:s? last_problem_at:t? last_test_at:t
                """
        case .programmes:
            name = "Programme"
            keys = """
                programme:s? programme_name:s? funder:s? area:s? school:s? school_name:s? category:s? schools:i delivered:i \
                seen:i verified:i present_high:i use:s? device_days:i? matched_by:s? pupils:i? children_per_device:n? \
                coverage:n?
                """
        case .stages:
            name = "Stage"
            keys = """
                programme:s? programme_name:s? funder:s? area:s? school:s? school_name:s? stage:s schools:i reached:i share:n? \
                cost:n? currency:s? without_cost:i
                """
        case .indicators:
            name = "Indicator"
            keys = """
                indicator:s name:s unit:s direction:s rollup:s programme:s? area:s school:s? school_name:s? period:s value:n? \
                target:n? share:n? schools:i schools_missing:i hidden:b
                """
        case .expected:
            name = "ExpectedDelivery"
            keys = """
                programme:s plan:i plan_name:s lot:i school:s school_name:s category:s expected:i delivered:i? cost:n \
                currency:s? year:i? stage:s
                """
        case .plans:
            name = "Plan"
            keys = """
                id:i name:s kind:s made_at:t made_by:s input_hash:s norm:s? settings_version:i currency:s? budget:n spent:n \
                weight:n upper_bound:n replans:i? approved_at:t? approved_by:s? programme:s?
                """
        case .planSites:
            name = "PlanSite"
            keys = """
                plan:i site:s name:s? technology:s? phase:i? order:i? cost:n? weight:n? reason:s lot:i? stage:s?
                """
        case .planSegments:
            name = "PlanSegment"
            keys = "plan:i order:i from:s to:s km:n? cost:n phase:i lot:i? stage:s"
        case .planPurchases:
            name = "PlanPurchase"
            keys = """
                plan:i order:i lot:i district:s school:s category:s spec:s? count:i unit_price:n cost:n running_a_year:n \
                year:i? verified_before:i? stage:s
                """
        case .planTransfers:
            name = "PlanTransfer"
            keys = "plan:i from:s to:s category:s count:i km:n"
        case .agents:
            name = "Agent"
            keys = """
                agent:s school:s school_name:s room:s? label:s? state:s waiting_since:t? version:s? old_version:b \
                enrolled_at:t last_seen:t? reports:i set_aside:i cloned_from:s? suspected_clone:b succeeds:s? replaced_by:s? \
                table_differs_since:t? ended_streams:i stream_ended_at:t? unknown_fields:l
                """
        case .regions:
            name = "Region"
            keys = """
                name:s region:s? areas:l state:s last_forwarded:t? complete_at:t? behind_seconds:i? newest_report:t? \
                rollup_schools:i envelope_schools:i computers:i computers_live:i envelopes:i envelopes_waiting:i \
                envelopes_lost:i release:s?
                """
        case .enrollments:
            name = "Enrollment"
            keys = "id:i school:s room:s? uses:i uses_left:i created_at:t expires_at:t revoked_at:t?"
        }
    }

    var keyNames: Set<String> { Set(keys.split(separator: " ").map { String($0.prefix { $0 != ":" }) }) }

    var schema: OpenAPIValue {
        var properties: [String: OpenAPIValue] = [:]
        for key in keys.split(separator: " ") {
            let parts = key.split(separator: ":")
            properties[String(parts[0])] = Self.type(parts[1])
        }
        let names = properties.keys.sorted().map { OpenAPIValue.text($0) }
        return ["type": "object", "properties": .object(properties), "required": .array(names)]
    }

    private static func type(_ mark: Substring) -> OpenAPIValue {
        let isNullable = mark.hasSuffix("?")
        func plain(_ type: OpenAPIValue) -> OpenAPIValue { isNullable ? [type, "null"] : type }
        switch mark.prefix(1) {
        case "i": return ["type": plain("integer")]
        case "n": return ["type": plain("number")]
        case "b": return ["type": plain("boolean")]
        case "t": return ["type": plain("string"), "format": "date-time"]
        case "c": return ["type": "object", "additionalProperties": ["type": "integer"]]
        case "l": return ["type": "array", "items": ["type": "string"]]
        case "a": return .reference("Area")
        case "f": return ["type": "array", "items": .reference("Funder")]
        default: return ["type": plain("string")]
        }
    }
}
