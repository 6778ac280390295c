import Events
import Testing

@testable import Relay

@Suite struct StreamSettingsTests {
  @Test func `a stream as it is made has no weakness`() {
    let settings = StreamSettings(relay: "tlm", replicas: 3)

    #expect(StreamSettings(settings.value) == settings)
    #expect(settings.weaknesses(in: "cluster") == [])
    #expect(StreamSettings(relay: "tlm").weaknesses(in: nil) == [])
  }

  @Test func `each setting that keeps less is told in a sentence`() {
    var settings = StreamSettings(relay: "tlm")
    settings.storage = "memory"
    settings.retention = "workqueue"
    settings.discard = "old"
    settings.bytes = 1 << 20
    settings.duplicates = .seconds(10)
    settings.age = .seconds(60)
    settings.subjects = ["tlm.x.y"]

    let told = settings.weaknesses(in: "cluster")

    #expect(told.count == 7)
    #expect(told.contains { $0.hasPrefix("it has 1 of 3 replicas in the cluster cluster") })
    #expect(Set(told).count == told.count)
  }

  @Test func `as many replicas as were asked for are enough`() {
    #expect(StreamSettings(relay: "tlm", replicas: 2).weaknesses(in: "c", wanted: 2) == [])
    #expect(StreamSettings(relay: "tlm", replicas: 2).weaknesses(in: "c").count == 1)
  }
}
