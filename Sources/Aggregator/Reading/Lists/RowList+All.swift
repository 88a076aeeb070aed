public import Store

extension RowList where Row == SchoolRow {
    public static var schools: RowList {
        RowList(
            .schools, columns: ReadingColumns.schools, details: ReadingColumns.schoolDetails, isMapped: true,
            school: { $0.school.id }, place: { PlaceRow($0.school) },
            read: { try await $0.schools($1, scope: $2) })
    }
}

extension RowList where Row == PlaceRow {
    public static var places: RowList {
        RowList(
            .places, columns: ReadingColumns.places, isMapped: true, school: { $0.school },
            place: { $0 }, read: { try await $0.placeRows($1, scope: $2) })
    }
}

extension RowList where Row == RoomRow {
    public static var rooms: RowList {
        RowList(
            .rooms, columns: ReadingColumns.rooms, school: { $0.school },
            read: { try await $0.rooms($1, scope: $2) })
    }
}

extension RowList where Row == ComputerRow {
    public static var computers: RowList {
        RowList(
            .computers, columns: ReadingColumns.computers, details: ReadingColumns.computerDetails,
            school: { $0.school }, read: { try await $0.computers($1, scope: $2) })
    }
}

extension RowList where Row == DeviceRow {
    public static var devices: RowList {
        RowList(
            .devices, columns: ReadingColumns.devices, details: ReadingColumns.deviceDetails, school: { $0.school },
            read: { try await $0.devices($1, scope: $2) })
    }
}

extension RowList where Row == LineRow {
    public static var lines: RowList {
        RowList(
            .lines, columns: ReadingColumns.lines, details: ReadingColumns.lineDetails, isMapped: true,
            school: { $0.school }, read: { try await $0.lines($1, scope: $2) })
    }
}

extension RowList where Row == SlotRow {
    public static var slots: RowList {
        RowList(
            .slots, columns: ReadingColumns.slots, school: { $0.school },
            read: { try await $0.slots($1, scope: $2) })
    }
}

extension RowList where Row == GatewayRow {
    public static var gateways: RowList {
        RowList(
            .gateways, columns: ReadingColumns.gateways, school: { $0.school },
            read: { try await $0.gateways($1, scope: $2) })
    }
}

extension RowList where Row == PlatformRow {
    public static var platforms: RowList {
        RowList(
            .platforms, columns: ReadingColumns.platforms, details: ReadingColumns.platformDetails,
            school: { $0.school }, read: { try await $0.platforms($1, scope: $2) })
    }
}

extension RowList where Row == AgentRow {
    public static var agents: RowList {
        RowList(
            .agents, columns: ReadingColumns.agents, details: ReadingColumns.agentDetails, school: { $0.school },
            read: { try await $0.agents($1, scope: $2) })
    }
}

extension RowList where Row == HubRegionRow {
    public static var regions: RowList {
        RowList(
            .regions, columns: ReadingColumns.regions, details: ReadingColumns.regionDetails, school: { _ in "" },
            read: { try await $0.hubRegions($1, scope: $2) })
    }
}

extension RowList where Row == Enrollment {
    public static var enrollments: RowList {
        RowList(
            .enrollments, columns: ReadingColumns.enrollments, school: { $0.school },
            read: { try await $0.enrollments($1, scope: $2) })
    }
}
