internal import FoundationEssentials
internal import Reports

/// The planner's own arithmetic.
extension LineTestPlanner {
    /// From where to look for slots that are due. A clock set back starts again from what it says now: what was dealt with
    /// is remembered by name.
    ///
    /// A clock that was set forward passed no slot: nobody could have tested in a time that never was. What was handed out
    /// by a clock that ran ahead, and not tested, is due again at its true moment.
    mutating func begin(_ time: ObservedTime) -> Date {
        let now = time.wallClock
        let step = state.ledger.lived?.clockStep(until: time) ?? 0
        live(until: time)
        guard let seen = state.seenUntil, seen <= now, step <= Self.toleranceSeconds else {
            if let seen = state.seenUntil, seen > now {
                let ran = Set(state.ran ?? [])
                state.handled.removeAll { !ran.contains($0) && plan.isPlanned($0, after: now) }
            }
            state.seenUntil = now
            return now
        }
        return max(seen, now.addingTimeInterval(-Double(Self.lookBackDays) * 86_400))
    }

    /// After a start, the slot whose test was cut off is due again: told as missed, within the tolerance tested once more.
    mutating func takeBackCutOffSlot() {
        guard let moment = state.testing else { return }
        state.testing = nil
        state.ledger.keepReservation()
        if let last = state.handled.last, plan.slot(last, at: moment) != nil {
            state.handled.removeLast()
            state.seenUntil = moment.addingTimeInterval(-1)
        }
    }

    /// Lets time pass in the ledger of bytes.
    mutating func live(until now: ObservedTime) {
        if state.ledger.lived == nil { state.ledger.lived = LivedTime(since: now) }
        state.ledger.lived?.live(until: now)
    }

    mutating func handle(_ slots: [Slot]) {
        state.handled.append(contentsOf: slots.map(\.id))
        state.handled.removeFirst(max(0, state.handled.count - Self.keptHandled))
    }

    /// Slots not yet dealt with, in order of time.
    func slots(after from: Date, through end: Date) -> [Slot] {
        let handled = Set(state.handled)
        var found: [Slot] = []
        var day = plan.calendar.day(of: from)
        let last = plan.calendar.day(of: end)
        while day <= last {
            found += (known[day] ?? plan.slots(on: day)).filter {
                $0.plannedAt > from && $0.plannedAt <= end && !handled.contains($0.id)
            }
            day = day.adding(days: 1)
        }
        return found
    }

    /// Draws today's and tomorrow's slots once, not at every look.
    mutating func remember(from today: CivilDate) {
        let days = [today, today.adding(days: 1)]
        guard Set(days) != Set(known.keys) else { return }
        known = Dictionary(uniqueKeysWithValues: days.map { ($0, known[$0] ?? plan.slots(on: $0)) })
    }

    func secondsToNext(_ now: Date) -> Double {
        let end = now.addingTimeInterval(Self.longestWaitSeconds)
        guard let slot = slots(after: now, through: end).first else { return Self.longestWaitSeconds }
        // The wall clock is read in whole seconds: a wait that ends a hair early would only be repeated.
        return slot.plannedAt.timeIntervalSince(now).rounded(.up)
    }

    /// Seconds that the server is still to be left alone.
    func quietSeconds(_ now: ObservedTime) -> Double {
        guard let quietUntil, quietUntil.bootID == now.bootID else { return 0 }
        return max(0, quietUntil.monotonic - now.monotonic)
    }

    func isBusy(_ circumstances: SlotCircumstances) -> Bool {
        (circumstances.ownTrafficMbps ?? 0) * 1_000 >= Double(settings.ownTrafficLimitKbps)
    }

    /// Nil when the day's bytes do not allow the test.
    ///
    /// The first test of a day runs even where its line is too fast for the budget, cut off by the cap and marked so: a
    /// fast line would otherwise never be seen.
    func terms(_ slot: Slot, _ cost: TestCost?, on day: CivilDate, isMetered: Bool) -> TestTerms? {
        let budget = ByteBudget(monthlyBytes: settings.monthlyBytes, ledger: state.ledger)
        let allowance = budget.allowance(on: day)
        guard allowance >= Self.leastUsefulBytes else { return nil }
        if let cost, cost.early > allowance, budget.hasSpent(on: day) { return nil }
        let wantsFull = settings.fullEvery.map { plan.isFull(slot, every: $0) } ?? false
        return TestTerms(
            byteCap: allowance, full: wantsFull && !isMetered,
            mayRunFull: !isMetered && (cost.map { $0.full <= allowance } ?? true))
    }

    /// Less says nothing of a line: one second each way at 2 Mbps.
    static let leastUsefulBytes = 500_000
}
