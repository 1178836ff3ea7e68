package op

import (
	"errors"
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/img"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// DeclinedImageActions are the actions, formats and kinds of x-oss-process
// that answer 501.
func DeclinedImageActions() []Refusal {
	var out []Refusal
	for _, r := range img.Declined() {
		out = append(out, Refusal(r))
	}
	return out
}

// process is the parameter of what is done to an object.
const process = "x-oss-process"

// processed are the headers of an object that those of its image are not.
var processed = []string{"Content-Type", "Content-Encoding", "Accept-Ranges", "x-oss-hash-crc64ecma"}

// processObject is GetObject with x-oss-process. The image is worked on later,
// outside of the lock: an object does not change.
// https://www.alibabacloud.com/help/en/oss/user-guide/overview-17/
func processObject(c *Context) (*wire.Response, *deny.Denial) {
	if c.Request.Query.Get(process) == "hls/sign" {
		return signPlaylist(c)
	}
	return processedBy(c, c.Request.Query.Get(process))
}

// processedBy is the object of a request after the given processing.
func processedBy(c *Context, how string) (*wire.Response, *deny.Denial) {
	resp, denial := describe(c)
	if denial != nil {
		return nil, denial
	}
	chain, denial := processing(c, how)
	if denial != nil {
		return nil, denial
	}
	plan, err := img.Parse(chain, c.Image)
	if err != nil {
		return nil, notProcessed(err)
	}
	o, _ := opened(c)
	resp.Header = slices.DeleteFunc(resp.Header, func(h [2]string) bool { return slices.Contains(processed, h[0]) })
	resp.Later = func() *deny.Denial {
		result, err := plan.Run(o.Data.Bytes(), c.Image)
		o.Data.KeepAlive()
		if err != nil {
			return notProcessed(err)
		}
		resp.Set("Content-Type", result.ContentType)
		resp.Body = result.Body
		override(c.Request, resp)
		return nil
	}
	return resp, nil
}

// imageReasons are the refusals that OSS has for what is wrong.
var imageReasons = map[img.Cause]deny.Reason{
	img.NoAction: deny.ImageNoAction, img.UnknownAction: deny.ImageUnknownAction, img.BadArgument: deny.ImageArgument,
	img.BadMode: deny.ImageMode, img.NoSize: deny.ImageNoSize, img.OutOfImage: deny.ImageCropOutside, img.TooManyActions: deny.ImageChainLong,
	img.NotAnImage: deny.ImageFormat, img.Damaged: deny.ImageDamaged, img.DamagedWebP: deny.ImageDamagedWebP,
	img.SourceTooLarge: deny.ImageSourceLarge, img.TooManyPixels: deny.ImagePixels, img.TargetTooLarge: deny.ImageTargetLarge,
}

func notProcessed(err error) *deny.Denial {
	var f *img.Error
	if !errors.As(err, &f) {
		panic("op: an image is refused without a fault: " + err.Error())
	}
	if f.Cause == img.NotServed {
		return notImplemented("x-oss-process", f.Detail)
	}
	why, known := imageReasons[f.Cause]
	switch {
	case !known:
		panic("op: no refusal for an image with " + string(f.Cause))
	case f.Cause == img.Damaged, f.Cause == img.DamagedWebP:
		return deny.Because(why)
	}
	return deny.Because(why, deny.Field{Name: "ErrorDetail", Value: f.Detail})
}
