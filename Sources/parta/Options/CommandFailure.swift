internal import Aggregator
internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
internal import Store

/// A sentence for the reader and the exit code that goes with it.
struct CommandFailure: Error, CustomStringConvertible {
    var exit: SystemExit
    var message: String

    init(_ exit: SystemExit, _ message: String) {
        self.exit = exit
        self.message = message
    }

    var description: String { message }

    /// Any error as a sentence with its exit code.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case StoreFailure.notPermitted(let location): self.init(.noPermission, Self.notPermitted(location))
        case let failure as StoreFailure: self.init(Self.exit(for: failure), failure.description)
        case let failure as ImportFailure: self.init(.badData, failure.description)
        case let failure as ExportFailure: self.init(.cannotCreate, failure.description)
        case let failure as ExchangeFailure: self.init(.unavailable, failure.description)
        case AggregatorFailure.cannotListen(let address, let reason) where reason == Self.isTaken:
            self.init(.unavailable, Self.portTaken(address))
        case let failure as AggregatorFailure: self.init(Self.exit(for: failure), failure.description)
        case BackupFailure.notPermitted(let path): self.init(.noPermission, Self.notWritable(path))
        case let failure as BackupFailure: self.init(Self.exit(for: failure), failure.description)
        case let failure as RowShapeFailure: self.init(.usage, failure.description)
        case let failure as ReadingFailure: self.init(Self.exit(for: failure), failure.description)
        case let failure as WebFolder.Failure: self.init(.unavailable, failure.description)
        default: self.init(.software, "unexpected: \(error)")
        }
    }

    private static let isTaken = String(cString: strerror(EADDRINUSE))

    private static func portTaken(_ address: String) -> String {
        let port = address.split(separator: ":").last ?? ""
        return
            "port \(port) is taken: another program listens at \(address) (`sudo ss -ltnp 'sport = :\(port)'` shows which); "
            + "stop that one, or give PARTA_LISTEN and PARTA_NDT7_LISTEN in \(ServiceSettings.path) other ports "
            + "(--listen, --ndt7-listen)"
    }

    private static func notPermitted(_ location: String) -> String {
        guard let account = DatabaseAccount.taken else {
            return "this account may not open the database \(location); run the command with sudo"
        }
        return "\(account), to whom the database's directory belongs, may not open \(location); "
            + "give it the files back: sudo chown \(account): \(location)*"
    }

    private static func notWritable(_ path: String) -> String {
        guard let account = DatabaseAccount.taken else {
            return "this account may not write \(path); run the command with sudo, or name a file elsewhere"
        }
        return "\(account), to whom the database belongs and as whom root goes on, may not write \(path); "
            + "name a file in a directory of that account, and copy it from there"
    }

    private static func exit(for failure: StoreFailure) -> SystemExit {
        switch failure {
        case .cannotOpen, .readOnly, .diskFull, .diskFails, .moved, .holdsSchools: .cannotCreate
        case .notPermitted: .noPermission
        case .busy, .settingsMovedOn, .figuresMissing, .away, .slow, .outOfConnections: .unavailable
        case .fault: .software
        case .noDatabase, .olderDatabase, .newerDatabase, .foreignDatabase, .damaged, .unknownSchool,
            .unknownSupportSchool, .doubledSchool, .doubledAsset, .doubledComputer, .unknownArea, .ambiguousArea,
            .unknownAgent,
            .unknownLine, .unknownGateway, .lineNotNamed, .unknownPlan, .unknownToken, .tokenNameTaken,
            .unknownEnrollment, .unknownDevice, .unknownPerson, .severalDevices, .deviceOnBooks,
            .closedSchool, .changedSince, .movedSince, .impossibleChange, .doubledRow,
            .incompleteExample, .unknownProgramme, .unknownIndicator, .unknownNorm, .serverVersion:
            .badData
        }
    }

    private static func exit(for failure: BackupFailure) -> SystemExit {
        switch failure {
        case .cannotRead, .bad, .unsound, .notAFile: .badData
        case .cannotWrite, .exists: .cannotCreate
        case .notPermitted: .noPermission
        case .running, .inUse: .unavailable
        }
    }

    private static func exit(for failure: ReadingFailure) -> SystemExit {
        switch failure {
        case .badServer, .notAskable: .usage
        case .noToken, .refused, .unreadable: .badData
        case .unreachable, .busy: .unavailable
        case .untrusted, .notPermitted: .noPermission
        }
    }

    private static func exit(for failure: AggregatorFailure) -> SystemExit {
        switch failure {
        case .badAddress: .usage
        case .notLoopback: .noPermission
        case .cannotListen: .unavailable
        case .damagedRegion, .badCertificate: .badData
        case .givenCertificate: .usage
        }
    }
}

/// Runs a command's body; what goes wrong becomes one line on stderr and an exit code, never a stack trace.
func reportingFailures(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let exit as ExitCode {
        throw exit
    } catch {
        let failure = CommandFailure(error)
        if Terminal.showsProgress { Terminal.endProgress() }
        Terminal.say("error: \(DisplayText.harmless(failure.message))")
        throw ExitCode(failure.exit.rawValue)
    }
}
