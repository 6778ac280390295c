import Testing

#if Relay
  /// A real nats-server, and origins and a hub of the real program.
  @Suite(
    .enabled(
      if: RelayProgram.hasServer, "SKIPPED: no nats-server; apt-get install nats-server"),
    .serialized)
  struct PullProgramTests {
    @Test(arguments: RelayProgram.cases(of: "pulled"))
    func `What is pulled is what was pushed, each line once and in its order`(
      _ name: String
    ) throws {
      try RelayProgram.check("pulled", name)
    }
  }
#endif
