import Control
import Events
import Testing

@Suite struct ReadingsTests {
  @Test func `a question without a window asks for the sensor's own`() {
    #expect(Question("res_disk_usage_percent").window_s == nil)
  }
}
