/// The machine that somebody chose, of whose events pages are: every link and form of a page keeps it.
package enum ChosenMachine {
  /// Its name, or the id of a store; nil: all machines.
  @TaskLocal static var name: String?

  /// The word of an address that says it.
  package static let word = "origin"

  /// Makes what is of a machine.
  package static func keeping<Made>(
    _ machine: String?, _ make: () throws -> Made
  ) rethrows -> Made {
    try $name.withValue(machine) { try make() }
  }

  /// What a form keeps it by.
  static var field: HTML? {
    name.map { "<input type=\"hidden\" name=\"\(word)\" value=\"\($0)\">" }
  }

  /// Where one is chosen.
  ///
  /// - Parameter machines: those whose events are there; none: there is nothing to choose.
  static func form(_ machines: [String]) -> HTML? {
    if machines.isEmpty { return nil }
    let unknown = name.flatMap { machines.contains($0) ? nil : $0 }
    let options = (machines + [unknown].compactMap(\.self)).map {
      "<option\(.flag("selected", $0 == name))>\($0)</option>" as HTML
    }
    return """
      <form method="get" class="filter"><label>Machine<select name="\(word)" data-send>\
      <option value="">all</option>\(options)</select></label>\
      <button class="plain">Show</button></form>
      """
  }
}
