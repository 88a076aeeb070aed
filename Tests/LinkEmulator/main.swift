// Replaced by the emulator; see Tests/LinkEmulator/README.md.
print("not built yet")
