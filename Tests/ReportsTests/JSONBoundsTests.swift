import FoundationEssentials
import Testing

@testable import Reports

@Suite("JSON before a decoder sees it")
struct JSONBoundsTests {
    static let bounds = JSONBounds(depth: 4, stringBytes: 20, values: 50)

    @Test(
        "what is JSON within the bounds passes",
        arguments: [
            #"{}"#, #" [ ] "#, #"{"a":[1,-2.5e+3,true,false,null,"x\n\u00e9\\\""],"b":{"c":{"d":[]}}}"#, #""alone""#,
            "-0", "{\"k\":\"Қазақ 😀\"}", #"{"a":{"x":1},"b":{"x":1}}"#, #""\ud83d\ude00""#,
        ])
    func passes(_ text: String) throws {
        try Self.bounds.check(Data(text.utf8))
    }

    @Test(
        "what is beyond is refused by its name",
        arguments: [
            ("[[[[[]]]]]", JSONFailure.tooDeep(limit: 4)),
            (#"{"a":"123456789012345678901"}"#, .longText(limitBytes: 20)),
            ("[" + String(repeating: "1,", count: 50) + "1]", .tooManyValues(limit: 50)),
            (String(repeating: "9", count: 65), .longNumber(limitBytes: 64)),
            (#"{"a":1,"b":2,"a":3}"#, .doubledKey),
            (#"{"\u0061":1}"#, .escapedKey),
            (#"{""# + String(repeating: "k", count: 201) + #"":1}"#, .longKey(limitBytes: 200)),
            (#"["\u0000"]"#, .zeroCharacter),
        ])
    func refuses(_ text: String, _ failure: JSONFailure) {
        #expect(throws: failure) { try Self.bounds.check(Data(text.utf8)) }
    }

    @Test(
        "what is not JSON is refused where it stops being it",
        arguments: [
            ("", 0), ("NaN", 0), ("[Infinity]", 1), ("[-Infinity]", 2), ("{", 1), ("[1,]", 3), ("[1 2]", 3),
            (#"{"a" 1}"#, 5), (#"{"a":1,}"#, 7), (#"{a:1}"#, 1), (#"["a]"#, 4), ("[1]]", 3), ("nul", 3),
            (#"["\x"]"#, 3),
            (#"["\u12G4"]"#, 4), ("\"a\u{1}b\"", 2), ("\u{FEFF}{}", 0), ("'a'", 0), ("[1}", 2), ("// a\n1", 0),
        ])
    func malformed(_ text: String, _ offset: Int) {
        #expect(throws: JSONFailure.malformed(at: offset)) { try Self.bounds.check(Data(text.utf8)) }
    }

    @Test(
        "what is not UTF-8 is refused",
        arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]])
    func notUTF8(_ bytes: [UInt8]) {
        #expect(throws: JSONFailure.notUTF8) { try Self.bounds.check(Data(bytes)) }
    }

    @Test("UTF-16 is no JSON here: its zero bytes stand outside any text")
    func utf16() {
        #expect(throws: JSONFailure.malformed(at: 1)) { try Self.bounds.check(Data("{\u{0}}\u{0}".utf8)) }
    }

    @Test("100,000 nested arrays or objects cost a few bytes of reading", arguments: ["[", #"{"a":"#])
    func nesting(_ opening: String) {
        let deep = Data(String(repeating: opening, count: 100_000).utf8)
        #expect(throws: JSONFailure.tooDeep(limit: 16)) { try JSONBounds.fromAgents.check(deep) }
    }

    @Test("keys of an object have a limit")
    func keys() throws {
        func object(_ count: Int) -> Data {
            Data(("{" + (0..<count).map { #""k\#($0)":0"# }.joined(separator: ",") + "}").utf8)
        }
        try JSONBounds.fromAgents.check(object(128))
        #expect(throws: JSONFailure.tooManyKeys(limit: 128)) { try JSONBounds.fromAgents.check(object(129)) }
    }

    @Test("fields and words that the reader does not know are named by their path and counted")
    func unknown() throws {
        let shape = JSONShape.object([
            "id": .anything, "free": .anything,
            "parts": .object(["kind": .words(["disk", "mac"]), "size": .anything]),
        ])
        let text = """
            {"id":{"inside":1},"free":{"x":{"y":1}},"parts":[{"kind":"disk","size":1},{"kind":"tape","colour":[{"z":1}]},
            {"kind":null,"colour":2}],"more":{"a":1}}
            """
        let found = try JSONBounds.fromAgents.check(Data(text.utf8), against: shape)
        #expect(found.names == ["parts.kind=tape", "parts.colour", "more"])
        #expect(found.count == 4)
    }

    @Test("names of unknown fields are bounded, and plain before an operator sees them")
    func unknownIsBounded() throws {
        let fields = (0..<100).map { #""x\#($0)":0"# }.joined(separator: ",")
        let many = try JSONBounds.fromAgents.check(Data("{\(fields)}".utf8), against: .object([:]))
        #expect(many.names.count == UnknownFields.limit)
        #expect(many.count == 100)
        let odd = try JSONBounds.fromAgents.check(
            Data(#"{"known":{"<script>":1,"\#(String(repeating: "a", count: 150))":1}}"#.utf8),
            against: .object(["known": .object([:])]))
        #expect(odd.names == ["known.?"])
    }
}
