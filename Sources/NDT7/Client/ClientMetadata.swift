/// What a client says of itself in the query. M-Lab's data is public: no school, no serial, no name of a person.
public struct ClientMetadata: Sendable, Equatable {
    public var clientName: String
    public var clientVersion: String
    public var clientOS: String
    public var clientArchitecture: String

    public init(clientName: String, clientVersion: String, clientOS: String = "linux", clientArchitecture: String = "")
    {
        self.clientName = clientName
        self.clientVersion = clientVersion
        self.clientOS = clientOS
        self.clientArchitecture = clientArchitecture
    }

    var query: String {
        QueryString.make([
            (key: "client_name", value: clientName), (key: "client_version", value: clientVersion),
            (key: "client_os", value: clientOS), (key: "client_arch", value: clientArchitecture),
            (key: "client_library_name", value: "parta-ndt7"), (key: "client_library_version", value: "1"),
        ])
    }
}
