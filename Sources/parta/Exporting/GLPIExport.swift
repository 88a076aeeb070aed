internal import Exchange
internal import Foundation
internal import Presentation
internal import Store

/// Writes an inventory for each computer into a directory, aside first and in its place when it is whole.
struct GLPIExport {
    let store: any Store
    let query: Query

    /// - Parameter replaces: whether a directory that is there gives way.
    /// - Returns: how many computers there were.
    func write(to path: String, replaces: Bool) async throws -> Int {
        let files = FileManager.default
        guard replaces || !files.fileExists(atPath: path) else { throw ExportFailure.exists(path) }
        let target = URL(filePath: path)
        let aside = target.deletingLastPathComponent()
            .appending(path: ".parta-export-\(ProcessInfo.processInfo.processIdentifier)")
        do {
            try files.createDirectory(at: aside, withIntermediateDirectories: false)
            defer { try? files.removeItem(at: aside) }
            let count = try await write(in: aside)
            if files.fileExists(atPath: path) { try files.removeItem(at: target) }
            try files.moveItem(at: aside, to: target)
            return count
        } catch let error as CocoaError {
            throw ExportFailure.cannotWrite(path, reason: error.localizedDescription)
        }
    }

    private func write(in folder: URL) async throws -> Int {
        var dropped = GLPIInventory.Dropped()
        var written = 0
        var page = query
        page.since = nil
        page.limit = SchoolsExport.pageRows
        while true {
            let computers = try await store.computers(page, scope: .everything)
            for computer in computers {
                guard let agent = computer.agent else {
                    dropped.agentless += 1
                    continue
                }
                var one = page
                (one.limit, one.offset, one.area, one.school, one.agent) = (nil, 0, nil, computer.school, agent)
                let devices = try await store.devices(one, scope: .everything)
                let inventory = GLPIInventory(computer, of: agent, devices: devices, dropped: &dropped)
                written += 1
                try inventory.json().write(to: folder.appending(path: "\(inventory.deviceid).json"))
            }
            page.offset += computers.count
            if Terminal.showsProgress { Terminal.progress("\(page.offset) computers") }
            if computers.count < SchoolsExport.pageRows { break }
        }
        for sentence in dropped.sentences { Terminal.say(sentence) }
        return written
    }
}
