/// The well-known keys of the loggers of other ecosystems: pino, bunyan, zerolog, slog, logrus, Serilog.
/// Their numbers go on from those of `KeyCatalog+Measures.swift`.
extension Key {
  // When.

  /// When it was logged, as `time`: pino, bunyan, zerolog, slog. A number below 100 000 000 is no
  /// instant there, but a length or a count of the program's own.
  public static let time = Key(rawValue: 127)
  /// The same as `time`, as `t`; it counts after all others that may mean the time of the record.
  public static let t = Key(rawValue: 128)
  /// The same as `time`, as `@t`: Serilog's compact lines.
  public static let atT = Key(rawValue: 129)
  /// The same as `time`, as `eventTime`: audit logs of clouds and clusters.
  public static let eventTime = Key(rawValue: 130)

  // The message, which is never the name of an event.

  /// The message for people, as `msg`: pino, bunyan, slog, logrus.
  public static let msg = Key(rawValue: 131)
  /// The same as `msg`, as `@m`: Serilog's message with its values in it.
  public static let atM = Key(rawValue: 132)
  /// The same as `msg`, as `@mt`: Serilog's template of a message.
  public static let atMt = Key(rawValue: 133)

  /// The same as `level`, as `@l`: Serilog, which leaves it out where it is `Information`.
  public static let atL = Key(rawValue: 134)

  // Sampling, by tlm's own emitters.

  /// The share of an event's name that was kept, as `sample_rate`: above 0, at most 1.
  public static let sampleRate = Key(rawValue: 135)

  // What caused what.

  /// What the event has to do with, over programs and sessions, as `correlation_id`.
  package static let correlationID = Key(rawValue: 136)
  /// The same as `correlation_id`, as `correlationId` in domain events.
  package static let correlationIDCamel = Key(rawValue: 137)
  /// The id of the event that caused this one, as `causation_id`.
  package static let causationID = Key(rawValue: 138)
  /// The same as `causation_id`, as `causationId` in domain events.
  package static let causationIDCamel = Key(rawValue: 139)
}
