import ArgumentParser

/// `tlm relay …`: many machines in one store, over an engine.
struct RelayGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relay",
    abstract: "Bring the logs of many machines together, over NATS JetStream.",
    discussion: """
      Each machine has its own store, whole and local, and pushes it; a hub pulls the stores of all. The \
      engine between them is trusted no further than it must be: the log of each machine is the truth, \
      and what arrives is compared with it.

      Examples:
        tlm relay push --nats nats://hub.example:4222 --creds ~/.config/tlm/relay.creds
        tlm relay push --nats nats://127.0.0.1:4222 --once
      """,
    subcommands: CommandCatalog.relay)
}
