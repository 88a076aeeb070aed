internal import Reports
internal import Store

/// The description of everything that is served, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html).
enum OpenAPIDocument {
    static let path = "/api/openapi.json"

    static var value: OpenAPIValue {
        [
            "openapi": "3.1.1",
            "info": [
                "title": "Parta, the regional aggregator",
                "version": .text(Version.text),
                "summary": "What stands in a region's schools and how good their lines are",
                "description": "docs/api.md says how to get a token and what each role opens.",
            ],
            "paths": .object(
                Dictionary(uniqueKeysWithValues: ReadingEndpoint.allCases.map { ($0.path, list($0)) })
                    .merging(OpenAPIDocument.others) { $1 }),
            "components": [
                "securitySchemes": [
                    "token": [
                        "type": "http", "scheme": "bearer",
                        "description": "A token of `parta token new`, with a role and a school or areas.",
                    ]
                ],
                "schemas": .object(schemas),
            ],
        ]
    }

    private static func list(_ endpoint: ReadingEndpoint) -> OpenAPIValue {
        let total: OpenAPIValue = .text(
            "How many rows match in all"
                + (endpoint.isOpenEnded ? "; null where more follow, for this list is read no further." : "."))
        let next = OpenAPIValue.text("The address of the page that follows, with the path; null on the last.")
        let row = OpenAPIValue.reference(RowSchema(of: endpoint).name)
        let page: OpenAPIValue = [
            "type": "object", "required": ["rows", "total", "limit", "offset", "next"],
            "properties": [
                "rows": ["type": "array", "items": row],
                "total": [
                    "type": endpoint.isOpenEnded ? ["integer", "null"] : "integer", "description": total,
                ],
                "limit": ["type": "integer"], "offset": ["type": "integer"],
                "next": ["type": ["string", "null"], "description": next],
            ],
        ]
        let answer: OpenAPIValue = [
            "description": "The rows that match, in a stable order.",
            "headers": [
                .init(ReadingController.totalHeader): [
                    "description": total, "schema": ["type": "integer"],
                ],
                "Link": [
                    "description":
                        "The same address as `next`, as RFC 8288 says (`rel=\"next\"`); left out on the last page.",
                    "schema": ["type": "string"],
                ],
            ],
            "content": ["application/json": ["schema": page], "text/csv": ["schema": ["type": "string"]]],
        ]
        return [
            "get": [
                "summary": .text(endpoint.summary),
                "description": .text("Wants a token of role `\(endpoint.role.rawValue)` or one that opens more."),
                "security": [["token": []]],
                "parameters": .array(endpoint.parameters.map(parameter)),
                "responses": .object([
                    "200": answer, "400": failure("A parameter is wrong; the sentence names it."),
                    "401": failure("There is no token, or one that is not good any more."),
                    "403": failure("The token's role does not open this."),
                    "429": failure(
                        "Too many questions, or wrong tokens, in ten minutes; `Retry-After` says when again."),
                    "503": failure("Others are being answered; `Retry-After` says when again."),
                ]),
            ]
        ]
    }

    private static func parameter(_ parameter: ReadingParameter) -> OpenAPIValue {
        [
            "name": .text(parameter.rawValue), "in": "query", "required": false,
            "description": .text(parameter.description), "schema": schema(parameter.shape),
        ]
    }

    private static func schema(_ shape: ReadingParameter.Shape) -> OpenAPIValue {
        switch shape {
        case .text: ["type": "string", "minLength": 1, "maxLength": .number(ReadingParameter.textLimitBytes)]
        case .pattern(let pattern): ["type": "string", "pattern": .text(pattern)]
        case .moment: ["type": "string", "examples": ["2026-09-01", "2026-09-01T08:00:00Z"]]
        case .number(let range, let standard):
            [
                "type": "integer", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound),
                "default": .number(standard),
            ]
        case .word(let words, let standard):
            .object(
                ["type": "string", "enum": .array(words.map { .text($0) })]
                    .merging(standard.map { ["default": .text($0)] } ?? [:]) { $1 })
        }
    }

    static func failure(_ description: String) -> OpenAPIValue {
        [
            "description": .text(description),
            "content": ["application/json": ["schema": .reference("Failure")]],
        ]
    }

    private static var schemas: [String: OpenAPIValue] {
        var schemas: [String: OpenAPIValue] = [
            "Failure": [
                "type": "object", "required": ["error", "message"],
                "properties": [
                    "error": ["type": "string", "description": "A fixed word for programs."],
                    "message": ["type": "string", "description": "One sentence: what happened, and what to do."],
                ],
            ],
            "Area": [
                "type": "object", "required": ["country", "region", "district"],
                "properties": [
                    "country": ["type": "string"], "region": ["type": ["string", "null"]],
                    "district": ["type": ["string", "null"]],
                ],
            ],
            "Funder": [
                "type": "object", "required": ["name", "share"],
                "properties": [
                    "name": ["type": "string"],
                    "share": ["type": ["number", "null"], "description": "Percent."],
                ],
            ],
        ]
        for endpoint in ReadingEndpoint.allCases {
            let row = RowSchema(of: endpoint)
            schemas[row.name] = row.schema
        }
        return schemas
    }
}
