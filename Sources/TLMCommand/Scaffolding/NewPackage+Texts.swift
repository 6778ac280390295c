extension NewPackage {
  /// Package.swift.
  var manifest: String {
    """
    // swift-tools-version: 6.3
    import PackageDescription

    let package = Package(
      name: "\(name.text)",
      platforms: [.macOS(.v26)],
      products: [
        .executable(name: "\(name.text)", targets: ["\(name.type)"])
      ],
      dependencies: [
        // The sources of tlm, as make install has put them beside the command.
        .package(name: "tlm", path: "\(Self.quoted(sources))")
      ],
      targets: [
        .executableTarget(
          name: "\(name.type)",
          dependencies: [
            .product(name: "TLM", package: "tlm"),
            .product(name: "TLMCommand", package: "tlm"),
          ]),
        .testTarget(
          name: "\(name.type)Tests",
          dependencies: [
            "\(name.type)",
            .product(name: "TLM", package: "tlm"),
            .product(name: "ProjectionTesting", package: "tlm"),
          ]),
      ]
    )

    """
  }

  /// The projection.
  var projection: String {
    """
    import TLM

    /// How often each tool was called, and how long its calls took: an example, to be changed into
    /// the answer you are after.
    ///
    /// A fold sees the event, its position and its time, and nothing else: no clock, no random
    /// number, no file, and no order of a dictionary. So the same log gives the same state.
    struct \(name.type): Reporting {
      /// What people ask for: `replay --projection \(name.text)`.
      static let name = "\(name.text)"
      /// Raise this when the same log should give another state than before.
      static let version = 1

      /// What the fold remembers. It is stored and loaded again, so all of it must be Codable.
      struct State: Codable, Sendable, Equatable {
        /// How long the calls of each tool took.
        var calls: [String: Distribution] = [:]
        /// Calls that do not say which tool or how long.
        var incomplete = 0
      }

      /// The state before the first event.
      var initial: State { State() }

      /// What the fold listens to. Events of other names never come here.
      var body: Handlers<State> {
        On("tool_call_completed") { event, state in
          guard let tool = event.toolName, let duration = event.duration else {
            state.incomplete += 1
            return
          }
          state.calls[tool, default: Distribution()].record(duration)
        }
      }

      /// The state as programs see it: members in a fixed order.
      func report(of state: State) -> Value {
        [
          "calls": .object(
            state.calls.sorted { $0.key < $1.key }
              .map { tool, calls in Member(tool, .object(calls.timings)) }),
          "incomplete": .integer(Int64(state.incomplete)),
        ]
      }
    }

    extension \(name.type): Tabular {
      /// The state as people see it: what each column is, and how it is read off a row.
      func page(of state: State) -> ReportPage {
        var page = ReportPage()
        page.add(
          heading: "calls of tools",
          .table(
            ReportPage.Table(
              of: state.calls.sorted { $0.key < $1.key },
              .text("tool") { $0.key }, .count("calls") { $0.value.count },
              .seconds("mean") { $0.value.mean_s }, .seconds("p95") { $0.value.percentile_s(95) })))
        page.add(.line("\\(.count(state.incomplete)) calls lack a tool or a duration"))
        return page
      }
    }

    """
  }

  /// The program.
  var program: String {
    """
    import TLMCommand

    /// The whole command tlm, with this projection among its own.
    @main struct Main {
      static func main() async { await TLMCommand.main(projections: [\(name.type).self]) }
    }

    """
  }

  /// The tests.
  var tests: String {
    """
    import ProjectionTesting
    import TLM
    import Testing

    @testable import \(name.type)

    @Suite struct \(name.type)Tests {
      private let grep =
        #"{"ts":"2026-02-13T10:00:00Z","event":"tool_call_completed","tool_name":"grep","duration_ms":12}"#
      private let list =
        #"{"ts":"2026-02-13T10:00:01Z","event":"tool_call_completed","tool_name":"ls","duration_ms":3}"#
      private let silent = #"{"event":"tool_call_completed","tool_name":"ls"}"#

      @Test func `calls are counted by tool`() throws {
        try ProjectionSpec(\(name.type)())
          .given(grep, list)
          .when(grep)
          .then { state in
            #expect(state.calls["grep"]?.count == 2)
            #expect(state.calls["ls"]?.max == Nanoseconds(milliseconds: 3))
          }
      }

      @Test func `a call without a duration is incomplete`() throws {
        try ProjectionSpec(\(name.type)())
          .when(silent)
          .then(\(name.type).State(calls: [:], incomplete: 1))
      }

      @Test func `it keeps the laws of a fold`() throws {
        // Better than these lines are some of a real log: .given(file: "real.jsonl")
        try ProjectionSpec(\(name.type)())
          .given(grep, list, silent, grep)
          .checkLaws()
          .checkRepeats(.counted)
          .checkProcesses(running: "\(name.text)")
          .checkStrangeEvents(running: "\(name.text)")
      }
    }

    """
  }

  /// README.md.
  var readme: String {
    """
    # \(name.text)

    A projection for tlm. `Sources/\(name.type)/\(name.type).swift` is what it computes,
    `Tests` says so, and the program is the whole command `tlm` with the projection in it:

    ```
    swift test
    swift run \(name.text) replay --projection \(name.text)
    swift run \(name.text) replay --projection \(name.text) events.jsonl --json
    ```

    The package depends on the sources of tlm at `\(sources)`.

    """
  }

  /// A path inside the quotes of a Swift string.
  private static func quoted(_ path: String) -> String {
    path.map { "\\\"".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
