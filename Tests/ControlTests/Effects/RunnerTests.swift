import Journal
import SystemCalls
import TestSupport
import Testing

@testable import Control

@Suite struct RunnerTests {
  private func text(
    boot: String? = nil, namespace: String? = nil, process: Int32? = nil, start: String? = nil,
    loop: UInt64 = 1
  ) -> String {
    let own = ProcessSystem.own
    return "host/\(boot ?? own.boot)/\(namespace ?? own.namespace)/\(process ?? own.number)/"
      + "\(start ?? own.start)/\(loop)"
  }

  @Test func `a loop of this process is gone when it is let go of`() throws {
    let runner: EffectRunner
    do {
      let life = LivingLoop()
      runner = EffectRunner(loop: life.number)
      #expect(EffectRunner(text: runner.text)?.isGone == false)
      withExtendedLifetime(life) {}
    }
    #expect(runner.isGone == true)
  }

  @Test func `another process is gone when it ended, waited for or not`() throws {
    let child = try Child(["sleep", "300"])
    guard case .began(let start) = ProcessSystem.standing(of: child.id) else {
      Issue.record("the system says nothing of \(child.id)")
      return
    }
    let runner = try #require(EffectRunner(text: text(process: child.id, start: start)))
    #expect(runner.isGone == false)

    child.signal(9)
    #expect(try waitForEnd(of: child.id))
    #expect(runner.isGone == true)
    child.finish()
    #expect(runner.isGone == true)
  }

  @Test func `a process that took the number of another one is not taken for it`() throws {
    let child = try Child(["sleep", "300"])
    defer { child.finish() }
    let runner = try #require(EffectRunner(text: text(process: child.id, start: "12")))

    #expect(runner.isGone == true)
  }

  @Test func `of another machine and of other process numbers nothing is known`() throws {
    let gone: Int32 = 2_000_000_000
    #expect(EffectRunner(text: text(process: gone))?.isGone == true)
    #expect(EffectRunner(text: text(boot: "other", process: gone))?.isGone == nil)
    #expect(EffectRunner(text: text(namespace: "1", process: gone))?.isGone == nil)
    #expect(EffectRunner(text: text(process: gone, start: "-"))?.isGone == nil)
    for text in ["", "a/b/c", "a/b/c/-1/5/6", "a/b/c/x/5/6", "a/b/c/1/5/6/7"] {
      #expect(EffectRunner(text: text) == nil, "\(text)")
    }
  }
}
