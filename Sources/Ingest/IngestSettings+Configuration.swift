package import Configuration
import Emitting
import Events
import Telemetry

extension OTLPIngest.Settings {
  /// What is set for a store: level, sampling and redaction as for emitters, and what spans become.
  ///
  /// - Parameter key: what hidden values are told apart by.
  /// - Throws: where a pattern or a rule cannot be read, or a span is to become one of tlm's own events.
  package init(
    _ settings: Configuration.Settings, key: [UInt8] = []
  ) throws(ConfigurationError) {
    self.init(try Emitter.Options(settings, key: key))
    content = settings["content"]?.text.flatMap(Content.init) ?? content
    var mistakes: [Configuration.Settings.Remark] = []
    for member in settings[Self.spansKey]?.members ?? [] {
      let name = member.value.text ?? ""
      if name.isEmpty || ReservedName.isReserved(name) {
        mistakes.append(Self.mistake(member.name, name, settings))
      } else {
        spans[member.name] = name
      }
    }
    if !mistakes.isEmpty { throw ConfigurationError(mistakes) }
  }

  private static let spansKey = "otlp.spans"

  private static func mistake(
    _ span: String, _ name: String, _ settings: Configuration.Settings
  ) -> Configuration.Settings.Remark {
    var (file, line) = (spansKey, 1)
    if case .file(let path, let place)? = settings.entries.first(where: { $0.name == spansKey })?
      .origin
    {
      (file, line) = (path, place)
    }
    let found = name.isEmpty ? "no name" : Node.quoted(name)
    return Configuration.Settings.Remark(
      file: file, line: line, column: 1,
      message: "expected the name of an event that is not tlm's own for the span "
        + "\(Node.quoted(span)) under otlp.spans, found \(found)")
  }
}
