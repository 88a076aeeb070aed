import Dashboard
import Testing

struct AddressTests {
    /// What stands in an address comes back as it was, whatever it is.
    @Test(arguments: ["a b", "=&?#/%", "Ақтөбе", "\"><script>", "a+b", "\u{202E}x", "%zz", "😀"])
    func comesBack(value: String) {
        let address = Address("/school", [("id", value)])
        #expect(address.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
        #expect(Address(address.text)["id"] == value)
    }

    @Test(arguments: [
        ("a=1&b=2", ["a": "1", "b": "2"]), ("a=%zz&b=2", ["b": "2"]), ("&&==&a", ["": "=", "a": ""]), ("a=%ff", [:]),
        ("a=1+2", ["a": "1 2"]),
    ])
    func nonsenseIsLeftOut(query: String, values: [String: String]) {
        let read = Dictionary(Address.values(of: query).map { ($0.name, $0.value) }) { first, _ in first }
        #expect(read == values)
    }

    @Test func settingReplaces() {
        let address = Address("/lists/lines?area=A&sort=x").setting("sort", "y").setting("area", nil)
        #expect(address.text == "/lists/lines?sort=y")
    }
}
