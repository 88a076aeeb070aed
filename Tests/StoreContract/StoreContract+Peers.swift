import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let peers = [
        StoreContract("the LAN question: one listens for the time of the other's lease, and is told of once open") {
            world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let slot = "2025-09-01/1"
            #expect(try await world.askHere(first, slot: "2025-09-01/0", mayListen: true).granted?.peer == nil, "alone")
            let lease = try #require(try await world.askHere(second, at: 200, slot: slot, mayListen: true).granted)
            let token = try #require(lease.peer?.token)
            #expect(try await world.ask(second, .peer, at: 201, lease: lease.id).granted?.peer?.server == nil)
            #expect(try await world.askHere(first, at: 202, slot: slot).reason == .heldByAnother, "it may not listen")
            let listener = try await world.askHere(first, at: 203, slot: slot, mayListen: true)
            #expect(listener.listener?.id == lease.id)
            #expect(listener.listener?.peer?.token == token)
            let open = try await world.ask(
                first, .listening, at: 205, lease: lease.id, listening: "192.168.1.7:40001")
            #expect(open.listener?.peer?.server == "ws://192.168.1.7:40001")
            let told = try await world.ask(second, .peer, at: 206, lease: lease.id).granted
            #expect(
                told?.peer
                    == HeldLease.Peer(
                        token: token, agent: first.id, medium: .wired, server: "ws://192.168.1.7:40001",
                        isTold: true))
            _ = try await world.release(second, lease, at: 230)
            #expect(try await world.ask(second, .peer, at: 231, lease: lease.id).outcome == .over)
            #expect(
                try await world.ask(first, .listening, at: 231, lease: lease.id, listening: "10.0.0.1:1").outcome
                    == .over)

            let month = 30 * 86_400.0
            #expect(try await world.askHere(first, at: 400, mayListen: true).granted?.peer == nil, "answered lately")
            _ = try await world.askHere(second, at: month - 100, mayListen: true)
            let next = try await world.askHere(first, at: month + 206, mayListen: true).granted
            #expect(next?.peer != nil)
        },
        StoreContract("a listener of the other medium is waited for, where there is one") { world in
            try await world.withSchools()
            let (wired, alsoWired) = (try await world.withAgent(), try await world.withAgent())
            let wifi = try await world.withAgent()
            let first = try #require(try await world.askHere(wifi, medium: .wifi, mayListen: true).granted)
            _ = try await world.release(wifi, first, at: 10)
            _ = try #require(try await world.askHere(wired, at: 20, mayListen: true).granted)
            let early = try await world.askHere(alsoWired, at: 30, mayListen: true)
            #expect(early.outcome == .refused(.heldByAnother, holder: wired.id, retryAfter: 15))
            #expect(try await world.askHere(wifi, at: 35, medium: .wifi, mayListen: true).listener != nil)
            #expect(try await world.askHere(alsoWired, at: 45, mayListen: true).reason == .heldByAnother)
        },
        StoreContract("wired against Wi-Fi: the second tests under the same lease, after the first and never beside it")
        {
            world in
            try await world.withSchools()
            let (wired, wifi, third) = (
                try await world.withAgent(), try await world.withAgent(), try await world.withAgent()
            )
            let slot = "2025-09-01/1"
            _ = try await world.askHere(wifi, slot: "2025-09-01/0", medium: .wifi, mayListen: true)
            let lease = try #require(try await world.askHere(wired, at: 200, slot: slot, mayListen: true).granted)
            let waiting = try await world.askHere(wifi, at: 201, slot: slot, medium: .wifi, mayListen: true)
            #expect(waiting.listener?.id == lease.id)
            #expect(try await world.ask(wifi, .peer, at: 205, lease: lease.id).listener != nil, "not its turn yet")
            _ = try await world.ask(wifi, .listening, at: 206, lease: lease.id, listening: "192.168.1.7:40001")
            #expect(try await world.ask(wired, .peer, at: 207, lease: lease.id).granted?.peer?.isTold == true)
            _ = try await world.release(wired, lease, at: 240)
            #expect(try await world.askHere(third, at: 241, slot: slot).reason == .alreadyMeasured)
            #expect(try await world.askHere(third, at: 241).reason == .heldByAnother)
            let pair = try #require(try await world.ask(wifi, .peer, at: 242, lease: lease.id).granted)
            #expect(pair.id == lease.id && pair.part == 2 && pair.agent == wifi.id && pair.peer == nil)
            #expect(pair.full == lease.full)
            #expect(try await world.askHere(wifi, at: 243, slot: slot, medium: .wifi).granted == pair)
            #expect(try await world.release(wired, lease, at: 250).outcome == .noted, "again, and changes nothing")
            #expect(try await world.askHere(third, at: 251).reason == .heldByAnother)
            #expect(try await world.release(wifi, pair, at: 270).outcome == .noted)
            #expect(try await world.askHere(third, at: 271).granted != nil)
        },
        StoreContract("computers of one medium are no pair, nor is one whose first test gave nothing") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            _ = try await world.askHere(second, mayListen: true)
            var lease = try #require(try await world.askHere(first, at: 200, mayListen: true).granted)
            _ = try #require(try await world.askHere(second, at: 225, mayListen: true).listener)
            _ = try await world.release(first, lease, at: 240)
            #expect(try await world.ask(second, .peer, at: 241, lease: lease.id).outcome == .over)
            lease = try #require(try await world.askHere(first, at: 300, mayListen: true).granted)
            _ = try #require(try await world.askHere(second, at: 301, medium: .wifi, mayListen: true).listener)
            _ = try await world.ask(second, .listening, at: 302, lease: lease.id, listening: "10.0.0.1:1")
            _ = try await world.ask(first, .peer, at: 303, lease: lease.id)
            _ = try await world.release(first, lease, at: 310, test: nil)
            #expect(try await world.ask(second, .peer, at: 311, lease: lease.id).outcome == .over)
        },
        StoreContract("a listener that never opened, was not gone to, or gave up, is handed nothing") { world in
            try await world.withSchools()
            let (wired, wifi) = (try await world.withAgent(), try await world.withAgent())
            let third = try await world.withAgent()
            let first = try #require(try await world.askHere(wifi, medium: .wifi, mayListen: true).granted)
            _ = try await world.release(wifi, first, at: 10)
            for (index, story) in [["listens"], ["listens", "opens"], ["listens", "opens", "told", "leaves"]]
                .enumerated()
            {
                let time = 100 + Double(index) * 200
                let lease = try #require(try await world.askHere(wired, at: time, mayListen: true).granted)
                #expect(lease.peer != nil)
                for step in story {
                    switch step {
                    case "listens":
                        let part = try await world.askHere(wifi, at: time + 1, medium: .wifi, mayListen: true)
                        #expect(part.listener != nil)
                    case "opens":
                        let open = try await world.ask(
                            wifi, .listening, at: time + 2, lease: lease.id, listening: "10.0.0.1:1")
                        #expect(open.listener?.peer?.server != nil)
                    case "told":
                        #expect(try await world.ask(wired, .peer, at: time + 3, lease: lease.id).granted != nil)
                    default:
                        #expect(try await world.release(wifi, lease, at: time + 4, test: nil).outcome == .noted)
                        #expect(try await world.ask(wifi, .peer, at: time + 5, lease: lease.id).outcome == .over)
                    }
                }
                _ = try await world.release(wired, lease, at: time + 50)
                let next = try #require(try await world.askHere(third, at: time + 51).granted, "after \(story)")
                _ = try await world.release(third, next, at: time + 90, test: nil)
            }
        },
    ]
}
