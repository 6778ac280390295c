import Events
import SystemCalls

/// How a consumer of a stream is kept: durable, and by as many nodes as the stream itself. One that a single
/// node kept would stand still as long as that node does, and begin at the stream's beginning once it has lost
/// its disk.
package struct ConsumerSettings: Sendable {
  package let name: String

  /// What a hub's consumer of an origin is called.
  package static func name(of origin: String, at hub: String) -> String { "tlm-\(hub)-\(origin)" }

  /// The subjects that it is given.
  package let filter: String
  /// When what was given and not acknowledged is given again.
  package var redelivery = Duration.seconds(30)
  /// Messages that may be given and not acknowledged.
  package var limit = 20_000

  package init(name: String, filter: String, redelivery: Duration = .seconds(30)) {
    (self.name, self.filter, self.redelivery) = (name, filter, redelivery)
  }

  /// What an engine is asked to keep it by.
  func question(of stream: String) -> (question: String, body: Value) {
    let config: Value = [
      "durable_name": .string(name), "deliver_policy": "all", "ack_policy": "explicit",
      "ack_wait": .integer(redelivery.nanoseconds), "max_deliver": -1,
      "filter_subject": .string(filter), "replay_policy": "instant",
      "max_ack_pending": .integer(Int64(limit)), "max_waiting": 512, "num_replicas": 0,
    ]
    return (
      "CONSUMER.DURABLE.CREATE.\(stream).\(name)",
      ["stream_name": .string(stream), "config": config]
    )
  }
}
