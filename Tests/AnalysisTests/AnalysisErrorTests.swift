import Analysis
import Testing

@Suite struct AnalysisErrorTests {
  @Test func `an error is the sentence that people read`() {
    #expect("\(AnalysisError.question("'x' is no period"))" == "'x' is no period")
  }
}
