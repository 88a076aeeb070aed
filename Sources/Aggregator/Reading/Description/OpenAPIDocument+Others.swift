/// What is served beside the lists: to agents, to a monitoring system, to whoever reads this.
extension OpenAPIDocument {
    static var others: [String: OpenAPIValue] {
        [
            "/healthz": [
                "get": open("Whether reports are taken in, else 503 and why not", text("`ok`.")),
                "head": open("Whether reports are taken in, else 503", ["description": "They do."]),
            ],
            "/metrics": [
                "get": .object([
                    "summary": "Figures for a monitoring system, none of which names a school",
                    "description": "Open to this machine itself; from elsewhere it wants a token of role `reader`.",
                    "security": [["token": []], [:]],
                    "responses": .object([
                        "200": text("The Prometheus text format, version 0.0.4."),
                        "401": failure("There is no token, or one that is not good any more."),
                        "429": failure("Too many questions in ten minutes."),
                    ]),
                ])
            ],
            path: ["get": open("This description", ["description": "OpenAPI 3.1.", "content": json])],
            "/v1/region": [
                "get": open(
                    "Who the region is to its agents: its key, and its signed statements on its servers",
                    ["description": "Keys and statements.", "content": json])
            ],
            "/v1/enroll": ["post": signed("An agent enrols by a code or by its receipt", "application/jose")],
            "/v1/reports": [
                "post": signed("An agent delivers signed reports, an envelope a line", "application/jose")
            ],
            "/v1/forward": [
                "post": .object([
                    "summary": "A region forwards figures, or envelopes of its computers, to this hub",
                    "security": [["token": []]],
                    "parameters": [
                        .object([
                            "name": .text(HubKeyHeader.text), "in": "header", "required": true,
                            "description": "The region's Ed25519 public key, base64url.",
                            "schema": ["type": "string"],
                        ])
                    ],
                    "requestBody": [
                        "required": true,
                        "content": ["application/jose": ["schema": ["type": "string"]]],
                    ],
                    "responses": .object([
                        "200": ["description": "What is held now, and what is refused for good.", "content": json],
                        "400": failure("The message is not what it must be."),
                        "401": failure("There is no token, or one that is not good any more."),
                        "403": failure("The token is no region's, or another region's."),
                        "409": failure("The message's number is held."),
                        "429": failure("Too many messages in ten minutes."),
                    ]),
                ])
            ],
            "/v1/leases": ["post": signed("An agent asks whether it may test its line now", "application/jose")],
            "/v1/settings": [
                "get": .object([
                    "summary": "An agent fetches its school's settings, signed by the region",
                    "security": [],
                    "parameters": [
                        [
                            "name": "Parta-Request", "in": "header", "required": true,
                            "description": "The agent's signed request, an envelope.", "schema": ["type": "string"],
                        ]
                    ],
                    "responses": agentResponses,
                ])
            ],
        ]
    }

    private static let json: OpenAPIValue = ["application/json": ["schema": ["type": "object"]]]

    private static let agentResponses: OpenAPIValue = .object([
        "200": ["description": "What is held or granted.", "content": json],
        "400": failure("The message is not what it must be."),
        "403": failure("The region does not take this agent's messages."),
        "415": failure("The message is encoded in another way than gzip."),
        "429": failure("Too many messages in a short time."),
    ])

    private static func text(_ description: String) -> OpenAPIValue {
        ["description": .text(description), "content": ["text/plain": ["schema": ["type": "string"]]]]
    }

    private static func open(_ summary: String, _ answer: OpenAPIValue) -> OpenAPIValue {
        .object(["summary": .text(summary), "security": [], "responses": .object(["200": answer])])
    }

    /// The signature is in the message: no token is asked for.
    private static func signed(_ summary: String, _ type: String) -> OpenAPIValue {
        .object([
            "summary": .text(summary), "security": [],
            "parameters": [
                [
                    "name": "Content-Encoding", "in": "header",
                    "description": "How the message is encoded; as it is without it.",
                    "schema": ["type": "string", "enum": ["identity", "gzip"]],
                ]
            ],
            "requestBody": [
                "required": true,
                "content": .object([type: ["schema": ["type": "string", "description": "JWS, compact (RFC 7515)."]]]),
            ],
            "responses": agentResponses,
        ])
    }
}
