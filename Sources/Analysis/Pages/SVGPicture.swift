/// Small pictures in SVG, in the colours of the page around them.
package enum SVGPicture {
  /// A part of 1 as a length.
  package static func bar(_ share: Double) -> String {
    let width = tenths(max(0, min(1, share)) * 100)
    return """
      <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" \
      aria-label="\(tenths(share * 100)) %"><rect class="ground" width="100" height="10"/>\
      <rect class="ink" width="\(width)" height="10"/></svg>
      """
  }

  /// Numbers of periods one after the other, from 0 to `top`: a column each, those of periods that tell
  /// a part only paler, and none for a period without a number.
  package static func sparkline(_ values: [Double?], top: Double, partial: Set<Int>) -> String {
    let shown = values.suffix(most)
    let step = 6
    var columns = ""
    for place in shown.indices {
      guard let value = shown[place], value > 0, top > 0, value.isFinite else { continue }
      let height = max(0.6, min(1, value / top) * 22)
      let left = (place - shown.startIndex) * step
      let name = partial.contains(place) ? "ink part" : "ink"
      columns +=
        "<rect class=\"\(name)\" x=\"\(left)\" y=\"\(tenths(24 - height))\" width=\"\(step - 1)\" "
        + "height=\"\(tenths(height))\"/>"
    }
    let width = max(step, shown.count * step)
    return """
      <svg class="sparkline" viewBox="0 0 \(width) 24" width="\(width)" height="24" role="img" \
      aria-label="\(shown.count) periods"><rect class="ground" y="23" width="\(width)" \
      height="1"/>\(columns)</svg>
      """
  }

  /// Periods that are drawn, the last ones.
  private static let most = 120

  /// A number with one decimal at most.
  package static func tenths(_ number: Double) -> String {
    guard number.isFinite, number.magnitude < 1e9 else { return "0" }
    let tenths = Int64((number * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = tenths.magnitude % 10
    return sign + String(tenths.magnitude / 10) + (rest == 0 ? "" : ".\(rest)")
  }
}
