import TLM
import TLMCommand

/// A projection that is wrong: what it remembers is the same in one process, and in another one it
/// is not.
struct SeedBound: Projection {
  static let name = "seed-bound"
  static let version = 1

  var initial: [String: Int] { [:] }

  var body: Handlers<[String: Int]> {
    On("seen") { event, state in
      let tool = event.tool ?? ""
      state[tool] = tool.hashValue
    }
  }
}

/// A projection that is wrong: it trusts what a log says.
struct Trusting: Projection {
  static let name = "trusting"
  static let version = 1

  var initial: Int64 { 0 }

  var body: Handlers<Int64> {
    On("paid") { event, state in state += event.integer("amount") ?? 0 }
  }
}

/// A program with these projections in it, for the tests that find it out.
@main struct Main {
  static func main() async { await TLMCommand.main(projections: [SeedBound.self, Trusting.self]) }
}
