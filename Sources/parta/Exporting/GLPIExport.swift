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

    /// What became of one school's computers.
    private struct Written: Sendable {
        var computers = 0
        var dropped = GLPIInventory.Dropped()
    }

    /// School by school, on as many processors as there are.
    private func write(in folder: URL) async throws -> Int {
        let schools = try await schoolIDs()
        let workers = min(ProcessInfo.processInfo.activeProcessorCount, schools.count)
        return try await withThrowingTaskGroup(of: Written.self) { group in
            for school in schools.prefix(workers) {
                group.addTask { try await write(school, in: folder) }
            }
            var rest = schools.dropFirst(workers)
            var all = Written()
            while let written = try await group.next() {
                all.computers += written.computers
                all.dropped += written.dropped
                if let school = rest.popFirst() { group.addTask { try await write(school, in: folder) } }
                if Terminal.showsProgress { Terminal.progress("\(all.computers) computers") }
            }
            for sentence in all.dropped.sentences { Terminal.say(sentence) }
            return all.computers
        }
    }

    private func schoolIDs() async throws -> [String] {
        var places = query
        (places.since, places.agent, places.room) = (nil, nil, nil)
        return try await store.places(places, scope: .everything).map(\.id)
    }

    private func write(_ school: String, in folder: URL) async throws -> Written {
        var one = query
        (one.since, one.area, one.school) = (nil, nil, school)
        let computers = try await store.computers(one, scope: .everything)
        (one.byComputer, one.tellsDays) = (true, false)
        let devices = Dictionary(grouping: try await store.devices(one, scope: .everything), by: \.agent)
        var written = Written()
        for computer in computers {
            guard let agent = computer.agent else {
                written.dropped.agentless += 1
                continue
            }
            let inventory = GLPIInventory(
                computer, of: agent, devices: devices[agent] ?? [], dropped: &written.dropped)
            written.computers += 1
            try inventory.json().write(to: folder.appending(path: "\(inventory.deviceid).json"))
        }
        return written
    }
}
