package import Events

/// The report of any projection as rows: an object of objects, or an array of objects, is a section with
/// a row for each of them, and what stands alone is a row of the section without a name.
package struct ReportRows: Sendable {
  /// A row: where it stands in the report, and the values in it.
  package struct Row: Sendable, Equatable {
    /// The names that lead to it, with dots between them.
    package let section: String
    /// Its own name; of an element of an array what tells it from the others.
    package let key: String
    /// What it says, by name; of objects within it the names have dots.
    package let values: [(String, Value)]

    package static func == (left: Row, right: Row) -> Bool {
      left.section == right.section && left.key == right.key
        && left.values.elementsEqual(right.values) { $0.0 == $1.0 && $0.1 == $1.1 }
    }
  }

  package private(set) var rows: [Row] = []

  /// Sections within sections; what is deeper stands in one cell as JSON.
  private static let depthLimit = 6

  package init(_ report: Value) { add(report, section: "", key: "", depth: 0) }

  /// The names of all values, in the order in which they come first.
  package var names: [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for row in rows {
      for (name, _) in row.values where seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  private mutating func add(_ value: Value, section: String, key: String, depth: Int) {
    let place = [section, key].filter { !$0.isEmpty }.joined(separator: ".")
    if depth < Self.depthLimit, Self.isSection(value) {
      return addAll(of: value, section: place, depth: depth + 1)
    }
    var values: [(String, Value)] = []
    var sections: [Member] = []
    for member in value.members {
      if depth < Self.depthLimit, Self.isSection(member.value) {
        sections.append(member)
      } else if case .object(let inner) = member.value, !inner.isEmpty {
        values += inner.map { (member.name + "." + $0.name, $0.value) }
      } else {
        values.append((member.name, member.value))
      }
    }
    if !values.isEmpty { rows.append(Row(section: section, key: key, values: values)) }
    for member in sections {
      let name = place.isEmpty ? member.name : place + "." + member.name
      addAll(of: member.value, section: name, depth: depth + 1)
    }
  }

  private mutating func addAll(of value: Value, section: String, depth: Int) {
    for (index, element) in value.elements.enumerated() {
      add(element, section: section, key: Self.name(of: element, index), depth: depth)
    }
    for member in value.members {
      add(member.value, section: section, key: member.name, depth: depth)
    }
  }

  private static func isSection(_ value: Value) -> Bool {
    switch value {
    case .object(let members): !members.isEmpty && members.allSatisfy { isObject($0.value) }
    case .array(let elements): !elements.isEmpty && elements.allSatisfy(isObject)
    default: false
    }
  }

  private static func isObject(_ value: Value) -> Bool {
    if case .object = value { true } else { false }
  }

  private static func name(of element: Value, _ index: Int) -> String {
    for name in ["id", "name", "key", "start", "issue_id", "run_id", "session_id", "trace_id"] {
      if let text = element[name]?.text { return text }
    }
    return String(index)
  }
}
