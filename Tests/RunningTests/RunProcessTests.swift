import SystemCalls
import Telemetry
import Testing

@testable import Running

@Suite struct RunProcessTests {
  @Test func `this process lives, and its text names it`() throws {
    let own = RunProcess.own()

    #expect(own.isGone == false)
    #expect(RunProcess(text: own.text) == own && own.number == OwnProcess.number)
  }

  @Test(arguments: ["", "a/b/c", "h/b/n/x/1", "h/b/n/0/1", "h/b/n/-4/1", "h/b/n/1/2/3"])
  func `what names no process is none`(text: String) {
    #expect(RunProcess(text: text) == nil)
  }

  @Test func `of what nobody tells, nothing is said`() throws {
    let text = "h/-/-/\(OwnProcess.number)/-"

    #expect(try #require(RunProcess(text: text)).isGone == nil)
  }
}
