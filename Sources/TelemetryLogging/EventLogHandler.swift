#if Logging
  import Events
  public import Logging
  public import Telemetry

  /// Writes what swift-log is told: an event `log` for each record, of the span that it is in.
  ///
  /// ```swift
  /// LoggingSystem.bootstrap(EventLogHandler.factory(telemetry), metadataProvider: nil)
  /// ```
  /// Beside others it is one of a `MultiplexLogHandler`:
  ///
  /// ```swift
  /// LoggingSystem.bootstrap { label in
  ///   MultiplexLogHandler([
  ///     EventLogHandler(label: label, telemetry), StreamLogHandler.standardError(label: label),
  ///   ])
  /// }
  /// ```
  /// The message is `msg`, the label `component`; `source`, `file` and `line` say where it was told.
  /// Metadata are fields under their own names, nested where they are nested; one that is named as
  /// what the record says of itself is under `attribute.NAME`. Redaction, limits and the level of the
  /// emitter hold.
  public struct EventLogHandler: LogHandler {
    /// Metadata of every record; those of the provider and of a record overrule them.
    public var metadata: Logger.Metadata = [:]
    /// The least serious records that are taken.
    public var logLevel: Logger.Level
    /// What is asked for metadata at each record.
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let emitter: Emitter

    /// A handler for one logger.
    ///
    /// - Parameters:
    ///   - label: of the logger.
    ///   - emitter: what writes the events.
    ///   - logLevel: the least serious records that are taken; where the emitter is switched off, only
    ///     critical ones are even put together.
    ///   - metadataProvider: what is asked for metadata at each record.
    public init(
      label: String, _ emitter: Emitter, logLevel: Logger.Level = .info,
      metadataProvider: Logger.MetadataProvider? = nil
    ) {
      self.label = label
      self.emitter = emitter
      self.logLevel = emitter.isEnabled ? logLevel : .critical
      self.metadataProvider = metadataProvider
    }

    /// What makes the handlers of all loggers, as `LoggingSystem.bootstrap` takes it.
    public static func factory(
      _ emitter: Emitter, logLevel: Logger.Level = .info
    ) -> @Sendable (String, Logger.MetadataProvider?) -> any LogHandler {
      { label, provider in
        EventLogHandler(label: label, emitter, logLevel: logLevel, metadataProvider: provider)
      }
    }

    /// One of the handler's own metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    /// Writes a record.
    public func log(event: LogEvent) {
      emitter.emit("log", fields(of: event), level: EventLevel(event.level))
    }

    private func fields(of event: LogEvent) -> [Member] {
      var fields = [
        Member("component", .string(label)),
        Member("msg", .string(event.message.description)),
        Member("source", .string(event.source)),
        Member("file", .string(event.file)),
        Member("line", .integer(Int64(clamping: event.line))),
      ]
      if let error = event.error { fields += Thrown.fields(error) }
      Attributes.add(members(of: event.metadata), to: &fields)
      return fields
    }

    /// What is nearest to the record counts.
    private func members(of own: Logger.Metadata?) -> [Member] {
      var all = metadata
      if let provider = metadataProvider { all.merge(provider.get()) { $1 } }
      if let own { all.merge(own) { $1 } }
      return Metadata.members(of: all)
    }
  }

  extension EventLevel {
    /// The same level in swift-log's words, which are ours.
    public init(_ level: Logger.Level) {
      self =
        switch level {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
  }

  extension Logger.Level {
    /// The same level of an event.
    public init(_ level: EventLevel) {
      self =
        switch level {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
  }
#endif
