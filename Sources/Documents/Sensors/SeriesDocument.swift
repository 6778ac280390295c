package import TLM

/// A sensor over time: what `tlm sensors series --json` prints.
package struct SeriesDocument: Document {
  private let points: [SensorReading.Point]

  package init(_ points: [SensorReading.Point]) { self.points = points }

  package var json: Value {
    .array(points.map { ["time": .string($0.time.description), "value": $0.value.json] })
  }
}
