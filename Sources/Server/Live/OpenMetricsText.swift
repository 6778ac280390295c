package import Exporters

/// A page of metrics in the form of OpenMetrics 1.0, made of Prometheus's text form.
package enum OpenMetricsText {
  package static let type = "application/openmetrics-text; version=1.0.0; charset=utf-8"

  /// A family of counters has the name of its samples without `_total`, and the page says its end.
  ///
  /// - Parameter exemplars: traces that stand behind the values of counters.
  package static func text(
    of page: String, _ exemplars: MetricExemplars = MetricExemplars()
  ) -> String {
    var text = ""
    var counters: Set<Substring> = []
    let lines = page.split(separator: "\n")
    for line in lines where line.hasPrefix("# TYPE ") && line.hasSuffix(" counter") {
      counters.insert(line.dropFirst("# TYPE ".count).dropLast(" counter".count))
    }
    for line in lines {
      text += described(line, counters)
      if !line.hasPrefix("#"), let blank = line.lastIndex(of: " "),
        let exemplar = exemplars[line[..<blank]]
      {
        text += " " + exemplar
      }
      text += "\n"
    }
    return text + "# EOF\n"
  }

  private static func described(_ line: Substring, _ counters: Set<Substring>) -> Substring {
    for word in ["# HELP ", "# TYPE "] where line.hasPrefix(word) {
      let rest = line.dropFirst(word.count)
      let name = rest.prefix { $0 != " " }
      guard counters.contains(name), name.hasSuffix("_total") else { return line }
      return word + name.dropLast("_total".count) + rest.dropFirst(name.count)
    }
    return line
  }

  /// Whether who asks would rather have this form than Prometheus's text, by its `Accept`.
  package static func isPreferred(by accept: String?) -> Bool {
    guard let accept else { return false }
    var (own, plain) = (0.0, 0.0)
    for part in accept.split(separator: ",") {
      let words = part.split(separator: ";").map { HeaderFields.trimmed($0).lowercased() }
      let share = words.first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      switch words.first {
      // One of another version is not offered.
      case "application/openmetrics-text" where !words.contains("version=0.0.1"):
        own = max(own, share)
      case "text/plain", "text/*": plain = max(plain, share)
      default: break
      }
    }
    return own > 0 && own >= plain
  }
}
