package import Events

/// An event as a person sees it pass by on a terminal.
package enum ConsoleLine {
  /// `10:00:05.123 warning deploy  target=prod duration_s=2.5`.
  package static func text(of event: NewEvent) -> String {
    var parts: [String] = []
    if let time = event.time {
      parts.append(String(time.description.dropFirst(11).prefix(12)))
    }
    let level = event.fields.first { $0.name == "level" }?.value.text
    if let level { parts.append(level) }
    parts.append(event.name)
    for field in event.fields where field.name != "level" {
      parts.append("\(field.name)=\(field.value.text ?? JSONWriter.text(of: field.value))")
    }
    return SafeText.of(parts.joined(separator: " "))
  }
}
