package op

import (
	"strconv"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// trafficParameter limits the speed of a connection: as a header, in the URL, or as a field of a form.
const trafficParameter = "x-oss-traffic-limit"

// The limits in bits a second.
// https://help.aliyun.com/en/oss/user-guide/single-connection-bandwidth-throttling-4
const (
	minTraffic = 819_200
	maxTraffic = 838_860_800
)

// Traffic is the limit that a request asks for, in bits a second; 0: it asks for none, or the operation
// knows none. A header goes before the URL, which is assumed.
func (o *Operation) Traffic(r *wire.Request) (int, *deny.Denial) {
	text := r.Header.Get(trafficParameter)
	if text == "" {
		text = r.Query.Get(trafficParameter)
	}
	if text == "" && r.Form != nil {
		text = r.Form.Get(trafficParameter)
	}
	if text == "" || !o.Paced {
		return 0, nil
	}
	bits, err := strconv.Atoi(text)
	if err != nil || bits < minTraffic || bits > maxTraffic {
		return 0, wrong(deny.TrafficInvalid, trafficParameter, text)
	}
	return bits, nil
}
