import TestSupport
import Testing

/// The tour of the README shows what a newcomer sees who types it.
@Suite struct ReadmeTests {
  /// A command and what it prints, as they stand in the README.
  private struct Step {
    let command: String
    var output = ""
  }

  /// The lines of the code blocks of the tour, block by block.
  private static func blocks() throws -> [[Substring]] {
    let text = try Disk.text(Files.package + "/README.md")
    let tour = try #require(text.split(separator: "\n## A tour of one minute\n").last)
    let section = try #require(tour.split(separator: "\n## ").first)
    let parts = section.split(separator: "```", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.map { parts[$0].split(separator: "\n") }
  }

  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox(hasStore: false)
    try #require(sandbox.shell("ln -s '\(Files.package)/Examples' Examples").code == 0)
    return sandbox
  }

  /// Without what is another one each time: instants of now, how long it took, the folder.
  private func lasting(_ output: String, in folder: String) -> String {
    output.replacing(/[0-9-]{10}T[0-9:]{8}\.[0-9]{6}Z/, with: "NOW")
      .replacing(/· [0-9.]+ s · [0-9  ]+ events\/s/, with: "· a moment")
      .replacing(folder, with: "/home/me/project")
      .split(separator: "\n").joined(separator: "\n")
  }

  @Test func `each command prints what stands below it`() throws {
    var steps: [Step] = []
    for block in try Self.blocks() where block.contains(where: { $0.hasPrefix("$ ") }) {
      for line in block {
        if line.hasPrefix("$ ") {
          steps.append(Step(command: String(line.dropFirst(2))))
        } else if !steps.isEmpty {
          steps[steps.count - 1].output += line + "\n"
        }
      }
    }
    #expect(steps.count > 12)
    let sandbox = try sandbox()
    for step in steps {
      let output = try sandbox.shell("{ \(step.command) ; } 2>&1").output
      #expect(
        lasting(output, in: sandbox.path) == lasting(step.output, in: sandbox.path),
        "\(step.command)")
    }
  }

  @Test func `each command that it only names is one`() throws {
    let sandbox = try sandbox()
    try #require(sandbox.tlm("init").code == 0)
    var count = 0
    for block in try Self.blocks() where !block.contains(where: { $0.hasPrefix("$ ") }) {
      for line in block where line.hasPrefix("tlm ") && !line.hasSuffix("&") {
        // Behind a gap stands what it does.
        let command = line.split(separator: "   ")[0]
        let result = try sandbox.shell(String(command))
        #expect(result.code < 2, "\(command): \(result.errors)")
        count += 1
      }
    }
    #expect(count > 8)
  }
}
