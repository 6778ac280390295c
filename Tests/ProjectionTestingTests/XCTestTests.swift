import ProjectionTesting
import XCTest

/// The same calls from XCTest, which prints what a method throws.
final class XCTestTests: XCTestCase {
  func testCountsByTool() throws {
    try ProjectionSpec(Counts())
      .when(#"{"event":"seen","tool":"grep"}"#)
      .then(["grep": 1])
      .checkLaws()
  }

  func testFailureSaysWhatDiffers() {
    let spec = ProjectionSpec(Counts()).when(#"{"event":"seen","tool":"grep"}"#)

    XCTAssertThrowsError(try spec.then(["grep": 2])) { error in
      XCTAssertTrue("\(error)".contains("/grep: 1 instead of 2"))
    }
  }
}
