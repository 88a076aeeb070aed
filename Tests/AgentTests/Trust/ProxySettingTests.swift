import Testing

@testable import Agent

struct ProxySettingTests {
    @Test(
        arguments: [
            ([:], "https://a.kz", nil), (["https_proxy": "http://p:3128"], "https://a.kz", "p:3128"),
            (["HTTPS_PROXY": "p:3128"], "https://a.kz", "p:3128"),
            (["https_proxy": "HTTP://[::2]:8"], "https://a.kz", "[::2]:8"),
            (["https_proxy": "http://p"], "https://a.kz", "p:80"),
            (["https_proxy": "http://p:1", "PARTA_PROXY": "http://q:2/"], "https://a.kz", "q:2"),
            (["https_proxy": "http://p:1", "PARTA_PROXY": "direct"], "https://a.kz", nil),
            (["https_proxy": "http://p:1", "PARTA_PROXY": ""], "https://a.kz", "p:1"),
            (["https_proxy": "http://p:1", "no_proxy": "b.kz c.kz, A.kz"], "https://a.kz", nil),
            (["https_proxy": "http://p:1", "NO_PROXY": ".kz"], "https://a.kz", nil),
            (["https_proxy": "http://p:1", "no_proxy": "kz"], "https://akz", "p:1"),
            (["https_proxy": "http://p:1", "no_proxy": "a.kz:443"], "https://a.kz", nil),
            (["https_proxy": "http://p:1", "no_proxy": "a.kz:444"], "https://a.kz", "p:1"),
            (["https_proxy": "http://p:1", "no_proxy": "*"], "https://a.kz", nil),
            (["PARTA_PROXY": "http://p:1", "no_proxy": "*"], "https://a.kz", "p:1"),
            (["PARTA_PROXY": "http://p:1"], "https://127.0.0.1:8443", nil),
            (["PARTA_PROXY": "http://p:1"], "https://[::1]", nil),
            (["PARTA_PROXY": "http://p:1"], "https://127.example.kz", "p:1"),
            (["PARTA_PROXY": "http://p:1"], "http://a.kz", nil),
        ] as [([String: String], String, String?)])
    func isChosen(environment: [String: String], server: String, proxy: String?) throws {
        #expect(try ProxySetting(environment: environment).proxy(for: ServerAddress(server))?.description == proxy)
    }

    @Test(arguments: [
        "https://me:hidden@p:1", "socks5://me:hidden@p", "http://me:hidden@p:99999", "http://me:hid%zzden@p",
    ])
    func whatCannotBeReadIsSaidWithoutThePassword(text: String) throws {
        let setting = ProxySetting(environment: ["PARTA_PROXY": text])
        let failure = #expect(throws: ConnectionFailure.self) {
            try setting.proxy(for: ServerAddress("https://a.kz"))
        }
        #expect(failure?.code == .proxy && failure?.description.contains("hid") == false)
    }

    @Test func anAnswerInPiecesIsWaitedFor() throws {
        let proxy = try #require(Proxy("p:1"))
        let answer = Array("HTTP/1.1 200 OK\r\nVia: p\r\n\r\n".utf8)
        for count in 0..<answer.count { #expect(ProxyAnswer(Array(answer[..<count]), proxy: proxy) == .more) }
        #expect(ProxyAnswer(answer, proxy: proxy) == .open)
        #expect(ProxyAnswer([UInt8](repeating: 65, count: 8_192), proxy: proxy) != .more)
    }
}
