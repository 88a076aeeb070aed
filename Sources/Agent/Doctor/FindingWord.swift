/// What the doctor may find wrong, each a section of docs/troubleshooting.md.
public enum FindingWord: String, Codable, Sendable, CaseIterable {
    case executorDispatch = "executor_dispatch"
    case environmentUnreadable = "environment_unreadable"
    case settingUnusable = "setting_unusable"

    case notRunning = "not_running"
    case controlSilent = "control_silent"
    case serviceRestarts = "service_restarts"

    case neverStarted = "never_started"
    case stateNotPermitted = "state_not_permitted"
    case keyDamaged = "key_damaged"
    case fileDamaged = "file_damaged"
    case stateOpen = "state_open"
    case foreignFiles = "foreign_files"
    case filesKeptAside = "files_kept_aside"
    case outboxLeft = "outbox_left"

    case notEnrolled = "not_enrolled"
    case enrolmentPending = "enrolment_pending"
    case enrolmentRefused = "enrolment_refused"
    case enrolmentFileBad = "enrolment_file_bad"
    case enrolmentDamaged = "enrolment_damaged"
    case enrolmentForeign = "enrolment_foreign"
    case waitingForApproval = "waiting_for_approval"
    case revoked
    case unconfirmed

    case clockUnset = "clock_unset"
    case clockBehind = "clock_behind"
    case clockOff = "clock_off"
    case noTimeZone = "no_time_zone"

    case nameUnknown = "name_unknown"
    case nameSlow = "name_slow"

    case proxyUnreadable = "proxy_unreadable"
    case proxyFails = "proxy_fails"

    case tlsFails = "tls_fails"
    case middleman
    case otherRegion = "other_region"
    case oldStatement = "old_statement"
    case plainHTTP = "plain_http"
    case certificateDates = "certificate_dates"

    case serverRefuses = "server_refuses"
    case serverUnreachable = "server_unreachable"
    case serverSilent = "server_silent"
    case serverCloses = "server_closes"
    case serverGarbled = "server_garbled"
    case serverUnwell = "server_unwell"

    case neverDelivered = "never_delivered"
    case deliveryOld = "delivery_old"

    case outboxDamaged = "outbox_damaged"
    case outboxForeign = "outbox_foreign"
    case outboxUnreadable = "outbox_unreadable"
    case outboxOld = "outbox_old"
    case reportsRefused = "reports_refused"
    case testsThinned = "tests_thinned"

    case diskReadOnly = "disk_read_only"
    case diskFull = "disk_full"
    case diskLow = "disk_low"

    case udevDown = "udev_down"
    case knowledgeMissing = "knowledge_missing"
    case knowledgeStale = "knowledge_stale"

    case noSlots = "no_slots"
    case budgetSpent = "budget_spent"
    case slotsSkipped = "slots_skipped"
    case noLineServer = "no_line_server"

    case noGateway = "no_gateway"
    case gatewayElsewhere = "gateway_elsewhere"
}
