import Testing

@testable import Udev

@Suite struct BoundedTextTests {
    @Test(
        arguments: [
            ("plain ASCII stays", Array("LEGO Group".utf8), "LEGO Group"),
            ("letters of any script stay", Array("Парта қазақша 教室 é".utf8), "Парта қазақша 教室 é"),
            ("markup is text like any other", Array("<script>=cmd|".utf8), "<script>=cmd|"),
            ("terminal escape", Array("\u{1b}[31mred\u{7}".utf8), "\\x1b[31mred\\x07"),
            ("line break and NUL", [0x61, 0x0a, 0x00, 0x62], "a\\x0a\\x00b"),
            ("C1 control sequence introducer", Array("\u{9b}2J".utf8), "\\xc2\\x9b2J"),
            ("right-to-left override", Array("a\u{202e}gpj.exe".utf8), "a\\xe2\\x80\\xaegpj.exe"),
            ("isolate", Array("\u{2066}".utf8), "\\xe2\\x81\\xa6"),
            ("line separator", Array("\u{2028}".utf8), "\\xe2\\x80\\xa8"),
            ("invisible space", Array("\u{feff}x".utf8), "\\xef\\xbb\\xbfx"),
            ("lone continuation byte", [0x41, 0x80, 0x42], "A\\x80B"),
            ("truncated sequence", [0x41, 0xe2, 0x82], "A\\xe2\\x82"),
            ("overlong slash", [0xc0, 0xaf], "\\xc0\\xaf"),
            ("surrogate", [0xed, 0xa0, 0x80], "\\xed\\xa0\\x80"),
            ("backslash, so that nothing can pass for an escape", Array("\\x41".utf8), "\\x5cx41"),
        ] as [(String, [UInt8], String)])
    func escapes(name: String, bytes: [UInt8], expected: String) {
        #expect(BoundedText.escape(bytes) == expected, "\(name)")
    }

    @Test(arguments: ["a", "é", "教", "\u{1b}", "\\"])
    func neverExceedsTheLimitAndNeverCutsInTheMiddle(_ unit: String) {
        for count in 0...300 {
            let source = String(repeating: unit, count: count)
            let text = BoundedText.escape(source.utf8)
            #expect(text.utf8.count <= BoundedText.limitBytes)
            let piece = BoundedText.escape(unit.utf8)
            let whole = String(repeating: piece, count: count)
            if whole.utf8.count <= BoundedText.limitBytes {
                #expect(text == whole)
            } else {
                #expect(text.hasSuffix("…") && whole.hasPrefix(text.dropLast()))
                #expect((text.utf8.count - 3) % piece.utf8.count == 0)
            }
        }
    }

    @Test func stringsTakeTheSameWay() {
        for text in ["plain", "Парта", "a\u{1b}b", String(repeating: "x", count: 500), "back\\slash"] {
            #expect(BoundedText.escape(text) == BoundedText.escape(text.utf8))
        }
    }
}
