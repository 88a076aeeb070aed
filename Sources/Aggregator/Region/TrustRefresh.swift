public import Logging
public import ServiceLifecycle

/// Has a running server follow rotations, renewals and replaced files.
public struct TrustRefresh: Service {
    private let board: TrustBoard
    private let interval: Duration
    private let logger: Logger

    /// - Parameter interval: between two looks.
    public init(board: TrustBoard, interval: Duration = .seconds(30), logger: Logger) {
        self.board = board
        self.interval = interval
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: interval)
                    if try await board.refresh() {
                        logger.notice(
                            "new connections see another certificate", metadata: ["certificate": "\(board.certificate)"]
                        )
                    }
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("the certificate stays as it was: \(error)")
                }
            }
        }
    }
}
