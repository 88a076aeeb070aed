// Keeps the curve of one real test as CSV, so that estimates can be tried on it without a network: `CurveRecorder ws://HOST:PORT
// download|upload`. One line a sample; an empty cell is what nobody knew.

internal import Glibc
internal import NDT7
internal import NIOPosix

func fail(_ text: String, _ code: CInt) -> Never {
    _ = ("error: " + text + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(code)
}

let words = CommandLine.arguments
guard words.count == 3, ["download", "upload"].contains(words[2]) else {
    fail("usage: CurveRecorder ws://HOST:PORT download|upload", EX_USAGE)
}
do {
    let client = NDT7Client(
        configuration: .init(
            server: try TestServer(url: words[1]),
            metadata: ClientMetadata(clientName: "parta-curve-recorder", clientVersion: "1")))
    let group = MultiThreadedEventLoopGroup.singleton
    let result =
        words[2] == "download" ? try await client.download(group: group) : try await client.upload(group: group)
    print("seconds,bytes,min_rtt_ms,sent_bytes,retransmitted_bytes")
    for sample in result.samples {
        let microseconds = (sample.elapsedSeconds * 1e6).rounded() / 1e6
        let known = [
            sample.minRTTMs.map { "\($0)" }, sample.sentByteCount.map(String.init),
            sample.retransmittedByteCount.map(String.init),
        ]
        print("\(microseconds),\(sample.bytes)," + known.map { $0 ?? "" }.joined(separator: ","))
    }
} catch {
    fail("\(error)", EX_UNAVAILABLE)
}
