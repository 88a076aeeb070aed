import Testing

@testable import Agent

struct UploadPaceTests {
    /// What was measured, and the bytes a second that a backlog may take of it.
    @Test(
        arguments: [
            (nil, 256_000.0 / 60), (1.0, 31_250), (2, 62_500), (0.01, 1_000), (0, 1_000), (1_000, 1_000_000),
        ] as [(Double?, Double)])
    func aQuarterOfTheLineAndNoMore(uploadMbps: Double?, bytesPerSecond: Double) {
        #expect(UploadPace(uploadMbps: uploadMbps).bytesPerSecond == bytesPerSecond)
    }

    @Test(arguments: [1, 64_000, 1_000_000], [0, 0.5, 1])
    func thePauseMakesTheAverageTrue(bytes: Int, jitter: Double) {
        let pace = UploadPace(uploadMbps: 1)
        let pause = pace.pauseSeconds(after: bytes, jitter: jitter)
        #expect(Double(bytes) / pause <= pace.bytesPerSecond)
        #expect(Double(bytes) / pause >= pace.bytesPerSecond / 1.25 - 1e-6)
    }
}

struct ComplaintTests {
    @Test func aTroubleIsToldOnceAndSoIsItsEnd() {
        var complaint = Complaint()
        let told = ["full", "full", "full", "read-only", "full"].map { complaint.isNew($0) }
        #expect(told == [true, false, false, true, true])
        let over = [complaint.isOver(), complaint.isOver()]
        #expect(over == [true, false])
        let isNewAgain = complaint.isNew("full")
        #expect(isNewAgain)
    }
}
