import Configuration
package import Emitting
package import Events
package import Journal
package import Telemetry

/// What is set for what agents tell.
package struct HookSettings: Sendable {
  /// How much of prompts, inputs and outputs is kept.
  package let content: Content
  private let preparation: Preparation

  /// What holds for the store at a location. A mistake in a file of settings is none of the agent's: what
  /// is built in holds then, and `tlm config check` tells it.
  package init(at location: StoreLocation) {
    let settings = try? Settings.load(at: location)
    let key = Settings.storeID(at: location).map { Array($0.utf8) } ?? []
    let options = settings.flatMap { try? Emitter.Options($0, key: key) }
    preparation = Preparation(options ?? .environment)
    content = settings?["content"]?.text.flatMap(Content.init) ?? .summary
  }

  /// Whether anything is written at all.
  package var isEnabled: Bool { preparation.options.isEnabled }

  /// A text without what is secret in it.
  package func redacted(_ text: String) -> String {
    var report = RedactionReport()
    return preparation.redacted(text, &report)
  }

  /// What tells one input from others where it is not in the log as a whole; nil without a key.
  package func digest(of input: [UInt8]) -> String? {
    DigestKey.kept().map { KeyedDigest.text(of: input, key: $0) }
  }

  /// An event as it is written, of the run and the trace within which the agent was started; nil where
  /// it is left out.
  ///
  /// - Parameter run: what it was started in; that of this process unless told otherwise.
  package func prepared(
    _ event: NewEvent, in run: InheritedRun = .inherited
  ) -> NewEvent? {
    var event = event
    event.fields += run.members(besides: event.fields)
    var report = RedactionReport()
    return preparation.kept(event, in: run.isEmpty ? nil : .inherited).map {
      preparation.redacted($0, &report)
    }
  }
}
