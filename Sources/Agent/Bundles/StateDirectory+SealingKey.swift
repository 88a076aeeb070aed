internal import FoundationEssentials
internal import Reports

extension StateDirectory {
    private var trustPath: String { "\(path)/trust" }

    /// The newest statement of this region on its servers that was kept, nil where there is none.
    func trust(of region: VerifyingKey) throws -> ServerTrust? {
        guard let content = try PrivateFile.read(trustPath) else { return nil }
        let text = String(decoding: content, as: UTF8.self).filter { !$0.isWhitespace }
        return ServerTrust.newest(among: [text], of: region)?.trust
    }

    /// Keeps the newest of these statements, unless a newer one is kept already.
    func keep(trust statements: [String], of region: VerifyingKey) throws {
        let known = try trust(of: region)?.version ?? 0
        guard let newest = ServerTrust.newest(among: statements, of: region, notBefore: known + 1) else { return }
        try PrivateFile.write(Data(newest.text.utf8), to: trustPath)
    }
}
