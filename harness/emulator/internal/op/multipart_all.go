package op

import (
	"errors"
	"strconv"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

var errNoPart = errors.New("no part has been uploaded")

const completeAllHeader = "x-oss-complete-all"

// listedParts is the list of parts in a completion, or every part that was uploaded, where the header
// says so in place of a body. That no other value is taken, and that an upload without parts is
// refused like a list without parts, is assumed.
// https://help.aliyun.com/zh/oss/developer-reference/completemultipartupload
func listedParts(r *wire.Request, u *world.Upload) ([]wire.Element, *deny.Denial) {
	switch all := r.Header.Get(completeAllHeader); {
	case all == "":
		body, err := wire.ReadXML(r.Body, completeRequest)
		if err != nil {
			return nil, malformed(err)
		}
		return body.All("Part"), nil
	case all != "yes":
		return nil, wrong(deny.InvalidArgument, completeAllHeader, all)
	case len(r.Body) > 0:
		return nil, deny.Because(deny.CompleteAllAndBody)
	case u.Parts.Len() == 0:
		return nil, malformed(errNoPart)
	}
	var list []wire.Element
	for _, p := range u.Parts.From("") {
		list = append(list, wire.Element{Children: []wire.Element{
			{Name: "PartNumber", Text: strconv.Itoa(p.Number)}, {Name: "ETag", Text: p.ETag},
		}})
	}
	return list, nil
}
