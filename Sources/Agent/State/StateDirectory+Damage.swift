internal import Glibc
internal import Reports

extension StateDirectory {
    /// What can be made anew when it is damaged: which region this is, where its key came from, what its machine is known by.
    /// Never the key: it is who this computer is.
    private static let replaceable = ["enrollment.json", "origin.json", "machine.json"]

    /// Moves damaged files that can be made anew aside, so that one torn file does not keep the agent from starting.
    /// - Parameter agent: whose they are.
    /// - Returns: a line for a person about each.
    /// - Throws: `StateFailure` where one cannot be moved.
    func setAsideDamage(of agent: AgentID) throws -> [String] {
        try Self.replaceable.compactMap { name in
            do {
                switch name {
                case "enrollment.json": _ = try enrollment()
                case "origin.json": _ = try origin(of: agent)
                default: _ = try Self.read(MachineRecord.self, "\(path)/\(name)", as: "a machine")
                }
                return nil
            } catch let failure as StateFailure where failure.code == .damaged {
                let kept = try moveAside(name)
                return "\(failure.path) \(failure.reason); it is kept as \(kept)"
                    + (name == "enrollment.json" ? ", and this computer has to be enrolled again: nothing is lost" : "")
            }
        }
    }

    private func moveAside(_ name: String) throws -> String {
        var number = 1
        while access("\(path)/\(name).corrupt-\(number)", F_OK) == 0 { number += 1 }
        let kept = "\(path)/\(name).corrupt-\(number)"
        guard rename("\(path)/\(name)", kept) == 0 else {
            throw StateFailure(errno: errno, path: "\(path)/\(name)", action: "is damaged and cannot be moved aside")
        }
        return kept
    }
}
