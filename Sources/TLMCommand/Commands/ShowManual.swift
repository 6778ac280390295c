import ArgumentParser
import TLM

/// `tlm manual`: the page that `make install` puts where `man` finds it.
struct ShowManual: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual as a page for man.",
    discussion: """
      Examples:
        tlm manual | man -l -
      """,
    shouldDisplay: false)

  func run() throws {
    guard let page = ManualPage.text() else { throw Failure.nothingFound }
    let output = Output()
    output.line(String(page.dropLast()))
    output.flush()
  }
}
