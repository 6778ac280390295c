package import Emitting
package import Journal
package import Telemetry

extension OTLPIngest {
  /// How what comes in is taken.
  package struct Settings: Sendable {
    /// Level, sampling and redaction, as they are set for the store.
    package var emitter: Emitter.Options
    /// How much of prompts, inputs and outputs of agents is kept.
    package var content = Content.summary
    /// What an answer promises.
    package var durability = Durability.flushed
    /// Bytes of a body, as it comes and when it is unpacked.
    package var bodyLimit = 64 << 20
    /// Bytes of the line of one span, point or record.
    package var lineLimit = 1 << 20
    /// How many spans, points and records of a request are taken.
    package var itemLimit = 200_000
    /// How long an append waits for the log's lock.
    package var timeout = Duration.seconds(2)
    /// How many spans, points and records are remembered, so that none counts twice.
    package var memory = 1 << 20
    /// Bytes at the end of the log in which they are looked for at first.
    package var lookBack: Int64 = 128 << 20
    /// Events that spans become, by the names of the spans.
    package var spans: [String: String] = [:]

    /// What holds without a word.
    package init(_ emitter: Emitter.Options = Emitter.Options()) { self.emitter = emitter }
  }
}
