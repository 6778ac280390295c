import Control
import TestSupport
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Random policies and histories, decided by the library and by a plain model that keeps the whole
/// history. `TLM_POLICIES` and `TLM_SEED` say how many and which.
@Suite struct RandomPolicyTests {
  static let stories = Environment.number("TLM_POLICIES").map { Int($0) } ?? 3000
  static let seed = randomSeed()

  @Test func `a random policy decides as the plain model does`() throws {
    print("policies: \(Self.stories) stories, TLM_SEED=\(Self.seed)")
    var (transitions, proposals, calibrations) = (0, 0, 0)
    var random = Seeded(Self.seed)
    for number in 0..<Self.stories {
      let story = Story(random: &random)
      var run = try StoryRun(story)
      if try run.difference(story) != nil {
        let small = Self.shrunk(story)
        Issue.record("story \(number): \(Self.difference(small) ?? "")\n\(Self.text(small))")
        return
      }
      transitions += run.transitions
      proposals += run.proposed
      calibrations += run.calibrated
    }
    print(
      "policies: \(transitions) transitions, \(proposals) proposals, \(calibrations) calibrations")
    // Stories in which nothing happens test nothing.
    #expect(transitions > Self.stories && proposals > Self.stories / 10)
    #expect(calibrations > Self.stories / 30)
  }

  private static func difference(_ story: Story) -> String? {
    guard var run = try? StoryRun(story) else { return nil }
    return (try? run.difference(story)) ?? nil
  }

  /// The same difference, with as little around it as can be.
  private static func shrunk(_ story: Story) -> Story {
    var best = story
    var hasShrunk = true
    while hasShrunk {
      hasShrunk = false
      for smaller in smaller(best) where difference(smaller) != nil {
        best = smaller
        hasShrunk = true
        break
      }
    }
    return best
  }

  private static func smaller(_ story: Story) -> [Story] {
    var all: [Story] = []
    var length = story.steps.count
    while length > 0 {
      for start in stride(from: 0, to: story.steps.count, by: length) {
        var copy = story
        copy.steps.removeSubrange(start..<min(start + length, story.steps.count))
        all.append(copy)
      }
      length /= 2
    }
    for place in story.rules.indices {
      var copy = story
      copy.rules.remove(at: place)
      all.append(copy)
      for condition in story.rules[place].conditions.indices
      where story.rules[place].conditions.count > 1 {
        var copy = story
        copy.rules[place].conditions.remove(at: condition)
        all.append(copy)
      }
      for more in story.rules[place].more.indices {
        var copy = story
        copy.rules[place].more.remove(at: more)
        all.append(copy)
      }
    }
    return all
  }

  private static func text(_ story: Story) -> String {
    story.yaml + story.steps.map(\.description).joined(separator: "\n")
  }
}

enum Environment {
  static func number(_ name: String) -> UInt64? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe UInt64(String(cString: value))
  }
}
