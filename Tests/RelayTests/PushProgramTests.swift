import Testing

#if Relay
  /// A real nats-server and an origin of the real program.
  @Suite(
    .enabled(
      if: RelayProgram.hasServer, "SKIPPED: no nats-server; apt-get install nats-server"),
    .serialized)
  struct PushProgramTests {
    @Test(arguments: RelayProgram.cases(of: "pushed"))
    func `What is pushed is what the log has, each line once`(_ name: String) throws {
      try RelayProgram.check("pushed", name)
    }
  }
#endif
